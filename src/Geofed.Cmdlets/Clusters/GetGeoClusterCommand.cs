using System.Management.Automation;
using Geofed.Clusters;
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

    private protected override async Task ProcessAsync()
    {
        var clusters = NamePatterns.Select(await SelectAsync(Name), c => c.Region, Region, _ => { });
        WriteObject(clusters, enumerateCollection: true);
    }
}
