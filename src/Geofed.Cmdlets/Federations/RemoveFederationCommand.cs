using System.Management.Automation;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Members;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Federations;

/// <summary>Deletes federations: withdraws what they run, lets their members go, and deletes the control plane. The clusters stay.</summary>
/// <remarks>
/// One that New-Federation has installed on a host cluster goes with its Pulumi stack, and with all that Karmada knows; -WhatIf writes what Pulumi would delete. While it has members it is only deleted with -Force,
/// which lets them go first.
/// </remarks>
/// <example>
/// <code>Remove-Federation prod</code>
/// <para>Deletes the federation "prod" after asking.</para>
/// </example>
/// <example>
/// <code>Remove-Federation prod -Force -Confirm:$false</code>
/// <para>Deletes it without asking, and without its workloads being withdrawn from members that do not answer.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "Federation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void), typeof(GeoClusterChange))]
public sealed partial class RemoveFederationCommand : ClusterCmdlet
{
    /// <summary>Names of federations; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Gives up on members that do not answer: what the federation runs there stays there. Also deletes a Karmada that has members, and forgets one whose host cluster is gone.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for the members and for the control plane's end, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Deleting the federation";

    private protected override async Task ProcessAsync()
    {
        foreach (var federation in await FederationSelection.SelectAsync(Apis, Name, WriteError, Stop))
        {
            if (federation.HostCluster is not null)
                await ForEachAsync(federation, () => UninstallAsync(federation));
            else if (federation.Attached)
                WriteError(GeofedErrors.FederationAttached(federation.Name).ToRecord(federation));
            else if (ShouldProcess(federation.Name, "Delete federation and what it runs in its members"))
                await ForEachAsync(federation, () => RemoveAsync(federation));
        }
    }

    private async Task RemoveAsync(FederationInfo federation)
    {
        using var progress = new ProgressLine(this, $"Deleting federation '{federation.Name}'");
        if (federation.Status == LocalApi.Running)
            await LetMembersGoAsync(federation, progress);
        progress.Show("control plane");
        await new FederationInventory(await Apis.RootAsync(Stop), Time).DeleteAsync(federation.Name, TimeSpan.FromSeconds(TimeoutSec), Stop);
    }

    private async Task LetMembersGoAsync(FederationInfo federation, ProgressLine progress)
    {
        try
        {
            var connection = FederationConnection.Open(Apis, federation);
            var members = await connection.Members.ListAsync(Stop);
            if (members.Count > 0)
                progress.Show("members " + string.Join(", ", members));
            var departure = new MemberDeparture(connection, Apis, Force, TimeSpan.FromSeconds(TimeoutSec));
            await Task.WhenAll(members.Select(member => departure.RemoveAsync(member.Name, Stop)));
        }
        catch (ClusterUnreachableException e) when (Force)
        {
            WriteWarning($"The members of '{federation.Name}' could not be let go: {e.Message}");
        }
    }
}
