using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Resources;

/// <summary>Gets what a federation has placed on its members, of any kind, with what has become of it in each.</summary>
/// <example>
/// <code>Get-FederatedResource</code>
/// <para>Gets everything in the namespace "default", and what is of a kind without namespaces.</para>
/// </example>
/// <example>
/// <code>(Get-FederatedResource serve -Kind Service).Clusters</code>
/// <para>Shows one Service cluster by cluster, with the reason where it is not ready.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedResource")]
[OutputType(typeof(FederatedResource))]
public sealed class GetFederatedResourceCommand : ResourceCmdlet
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync(Name), enumerateCollection: true);
}
