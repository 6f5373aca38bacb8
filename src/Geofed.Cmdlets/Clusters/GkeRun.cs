using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Stacks;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Brings GKE clusters to what they shall be: networks first, then several clusters at once. One that fails does not stop the others.</summary>
internal sealed class GkeRun(GkeClusters gke, IReadOnlyList<GkeClusterSpec> clusters, string why, int throttle)
{
    private readonly Dictionary<string, Task> _networks = [];
    private readonly SemaphoreSlim _places = new(throttle);

    /// <summary>The work for each cluster, begun.</summary>
    public IReadOnlyList<(GkeClusterSpec Cluster, Task<GeoCluster> Work)> Start(IProgress<StackNews>? news, CancellationToken ct)
    {
        foreach (var project in clusters.GroupBy(c => c.Project))
            _networks[project.Key] = gke.EnsureNetworkAsync(project.Key, [.. project], news, ct);
        return [.. clusters.Select(c => (c, UpAsync(c, news, ct)))];
    }

    /// <summary>The same as a job.</summary>
    public ClusterJob StartJob(string command) => new(command, "Clusters-" + string.Join('-', clusters.Select(c => c.Name)), string.Join(", ", clusters.Select(c => c.Name)), async (job, ct) =>
    {
        foreach (var (cluster, work) in Start(null, ct))
        {
            try
            {
                job.Output.Add(PSObject.AsPSObject(await work.ConfigureAwait(false)));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                job.Error.Add(GeofedErrors.From(e, why, cluster.Name));
            }
        }
    });

    private async Task<GeoCluster> UpAsync(GkeClusterSpec cluster, IProgress<StackNews>? news, CancellationToken ct)
    {
        await _networks[cluster.Project].ConfigureAwait(false);
        await _places.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await gke.UpAsync(cluster.Name, why, news, ct).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
