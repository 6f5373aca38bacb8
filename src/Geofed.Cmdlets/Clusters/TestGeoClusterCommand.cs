using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Asks clusters how they are: whether they answer this machine, how soon, whether their nodes are ready, and whether they can join a federation.</summary>
/// <example>
/// <code>Test-GeoCluster</code>
/// <para>Asks all clusters.</para>
/// </example>
/// <example>
/// <code>Test-GeoCluster | Where-Object { -not $_.IsHealthy } | Format-List Name, Message</code>
/// <para>Shows what is wrong with those that are not well.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "GeoCluster")]
[OutputType(typeof(ClusterHealth))]
public sealed class TestGeoClusterCommand : ClusterCmdlet
{
    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override string Doing => "Testing the cluster";

    private protected override async Task ProcessAsync() => await ForAllAsync(await SelectAsync(Name), TestAsync, (_, health) => WriteObject(health));

    private async Task<ClusterHealth> TestAsync(GeoCluster cluster) => cluster.Kubeconfig is { } kubeconfig
        ? await ClusterCheck.AskAsync(cluster, () => Apis.Open(kubeconfig), Time, Stop).ConfigureAwait(false)
        : new(cluster.Name, cluster.Region) { Message = cluster.Message ?? $"It is {cluster.Status}." };
}
