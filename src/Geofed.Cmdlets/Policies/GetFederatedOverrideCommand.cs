using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Policies;

/// <summary>Gets the policies that change what they select in some clusters.</summary>
/// <example>
/// <code>Get-FederatedOverride -Namespace *</code>
/// <para>Gets the overrides of all namespaces.</para>
/// </example>
/// <example>
/// <code>(Get-FederatedOverride canary).Rules</code>
/// <para>Shows what one override changes, and where.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedOverride")]
[OutputType(typeof(FederatedOverride))]
public sealed class GetFederatedOverrideCommand : PolicyCmdlet
{
    /// <summary>Names of overrides; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OverrideNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync((await ConnectAsync()).Overrides, "override", Name), enumerateCollection: true);
}
