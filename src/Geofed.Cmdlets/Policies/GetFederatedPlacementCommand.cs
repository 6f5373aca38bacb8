using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Policies;

/// <summary>Gets the policies that place what they select: those that people wrote, and those that publishing wrote.</summary>
/// <example>
/// <code>Get-FederatedPlacement -Namespace *</code>
/// <para>Gets the placements of all namespaces.</para>
/// </example>
/// <example>
/// <code>Get-FederatedPlacement | Where-Object OfWorkload -eq $false</code>
/// <para>Gets those that people wrote.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedPlacement")]
[OutputType(typeof(FederatedPlacement))]
public sealed class GetFederatedPlacementCommand : PolicyCmdlet
{
    /// <summary>Names of placements; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PlacementNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync((await ConnectAsync()).Placements, "placement", Name), enumerateCollection: true);
}
