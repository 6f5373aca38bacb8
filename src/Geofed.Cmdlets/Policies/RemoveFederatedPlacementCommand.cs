using System.Management.Automation;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Policies;

/// <summary>Deletes policies that place what they select. What they have placed stays where it is until another policy takes it.</summary>
/// <example>
/// <code>Remove-FederatedPlacement canary</code>
/// <para>Deletes one placement, after asking.</para>
/// </example>
/// <example>
/// <code>Get-FederatedPlacement test-* | Remove-FederatedPlacement -Confirm:$false</code>
/// <para>Deletes the placements whose names start with "test-", without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "FederatedPlacement", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFederatedPlacementCommand : PolicyCmdlet
{
    /// <summary>Names of placements; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PlacementNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Doing => "Deleting the placement";

    private protected override async Task ProcessAsync() => await RemoveAsync((await ConnectAsync()).Placements, "placement", Name);
}
