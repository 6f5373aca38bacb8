using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Gets clusters.</summary>
/// <example>
/// <code>Get-GeoCluster</code>
/// <para>Gets all clusters.</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster -Region europe-* | Suspend-GeoCluster</code>
/// <para>Rehearses the loss of all regions of Europe.</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster -Source Pulumi -Refresh | Where-Object Status -ne Running</code>
/// <para>Asks the cloud about all real clusters, and shows those that are not as they were made.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "GeoCluster")]
[OutputType(typeof(GeoCluster))]
public sealed class GetGeoClusterCommand : ClusterCmdlet
{
    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Only clusters in these regions; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Only clusters of these sources.</summary>
    [Parameter]
    public ClusterSource[]? Source { get; set; }

    /// <summary>Asks Pulumi and the cloud about clusters that Pulumi made, instead of telling what is known: what is not as it was made, what was left half done, and what another machine put into the same backend.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private protected override string Doing => "Reading the cluster";

    private protected override async Task ProcessAsync()
    {
        if (Refresh)
            await ForEachAsync("Pulumi's backend", () => new GkeAdoption(Gke, Apis.Home, Time).AdoptAsync(Stop));
        var clusters = NamePatterns.Select(await SelectAsync(Name), c => c.Region, Region, _ => { }).Where(c => Source is null || Source.Contains(c.Source));
        if (Refresh)
            await ForAllAsync(clusters.ToList(), RefreshAsync, (_, cluster) => WriteObject(cluster));
        else
            WriteObject(clusters, enumerateCollection: true);
        if (Name is null)
            TellOfNetworks();
    }

    /// <summary>No cluster stands for them any more, so that nobody would see them.</summary>
    private void TellOfNetworks()
    {
        foreach (var network in new GkeNetworkCare(Gke, Apis.Home, Time).LeftOver())
        {
            WriteWarning($"The network of project '{network.Project}' is still there, and costs money, though it has no cluster left ({network.Status}{(network.Message is null ? "" : $": {network.Message.TrimEnd('.')}")}). "
                + $"This deletes it: Repair-GeoCluster -Project {network.Project}");
        }
    }

    private Task<GeoCluster> RefreshAsync(GeoCluster cluster) => cluster.Source == ClusterSource.Pulumi ? Gke.RefreshAsync(cluster.Name, Stop) : Task.FromResult(cluster);
}
