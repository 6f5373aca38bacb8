using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Karmada;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Deletes clusters with all that is in them.</summary>
/// <remarks>A cluster that was imported is only forgotten. A real one goes with its Pulumi stack, and with what only it needed of the network; -WhatIf writes what Pulumi would delete.
/// A simulated cluster that is a member of a federation is only deleted with -Force, because the federation would lose what it runs there; a real or imported one not at all. One that a federation's Karmada runs on
/// is only deleted with -Force, too.</remarks>
/// <example>
/// <code>Get-GeoCluster test-* | Remove-GeoCluster</code>
/// <para>Deletes the clusters whose names start with "test-", after asking.</para>
/// </example>
/// <example>
/// <code>Remove-GeoCluster us-west1 -Force -Confirm:$false</code>
/// <para>Deletes a cluster without asking, even if a federation still counts on it.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "GeoCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void), typeof(GeoClusterChange))]
public sealed partial class RemoveGeoClusterCommand : ClusterCmdlet
{
    private readonly List<GeoCluster> _doomed = [];

    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Deletes simulated clusters that are members of federations, and host clusters, too, and takes the protection off real clusters.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for a cluster's end, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Deleting the cluster";

    private protected override async Task ProcessAsync()
    {
        foreach (var cluster in await SelectAsync(Name))
        {
            await ForEachAsync(cluster, async () =>
            {
                if (!(Force && cluster.Simulated) && await FederationOfAsync(cluster.Name) is { } federation)
                    throw GeofedErrors.ClusterIsMember(cluster.Name, federation, canForce: cluster.Simulated);
                if (!Force && new KarmadaInstallations(Apis.Home, Time).List().FirstOrDefault(i => i.HostCluster == cluster.Name) is { } karmada)
                    throw GeofedErrors.ClusterHostsFederation(cluster.Name, karmada.Federation);
                if (cluster.Source == ClusterSource.Pulumi)
                    await AgreeAsync(cluster);
                else if (ShouldProcess(cluster.Name, cluster.Source == ClusterSource.Imported ? "Forget cluster; it and what it runs are left as they are" : "Delete cluster and all that is in it"))
                    _doomed.Add(cluster);
            });
        }
    }

    private protected override async Task EndAsync()
    {
        if (_real.Count > 0)
            await DeleteRealAsync();
        if (_doomed.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Deleting clusters");
        progress.Show(string.Join(", ", _doomed));
        await ForAllAsync(_doomed, DeleteAsync, (cluster, _) => WriteVerbose($"Cluster '{cluster.Name}' is deleted."));
    }

    private async Task<bool> DeleteAsync(GeoCluster cluster) => cluster.Source == ClusterSource.Imported
        ? Apis.Imported.Remove(cluster.Name)
        : await (await SimulatedAsync()).DeleteAsync(cluster.Name, TimeSpan.FromSeconds(TimeoutSec), Stop).ConfigureAwait(false);

    /// <summary>The federation that the cluster is a member of, or null. One that does not answer cannot stand in the way.</summary>
    private async Task<string?> FederationOfAsync(string cluster)
    {
        foreach (var info in await FederationCatalogue.ListAsync(Apis, await RootAsync(), Stop))
        {
            if (info.Status != LocalApi.Running)
                continue;
            try
            {
                if (await FederationConnection.Open(Apis, info).Members.FindAsync(cluster, Stop) is not null)
                    return info.Name;
            }
            catch (ClusterUnreachableException e)
            {
                WriteWarning($"Federation '{info.Name}' could not be asked whether '{cluster}' is its member: {e.Message}");
            }
        }
        return null;
    }
}
