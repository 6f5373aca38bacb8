using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Rollouts;

/// <summary>Gets the rollouts that are under way: which wave they are at, and what they wait for.</summary>
/// <example>
/// <code>Get-FederatedRollout</code>
/// <para>Gets the rollouts in the namespace "default".</para>
/// </example>
/// <example>
/// <code>Get-FederatedRollout -Namespace * | Where-Object Phase -eq WaveDone</code>
/// <para>Gets the rollouts that wait for approval.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedRollout")]
[OutputType(typeof(RolloutProgress))]
public sealed class GetFederatedRolloutCommand : RolloutCmdlet
{
    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RolloutNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync(Name), enumerateCollection: true);
}
