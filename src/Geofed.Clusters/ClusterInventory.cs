using Geofed.Clusters.Imported;
using Geofed.Clusters.Simulated;
using Geofed.Clusters.Stacks;

namespace Geofed.Clusters;

/// <summary>All clusters of a home, wherever they come from. Their names are unique among all of them.</summary>
public sealed class ClusterInventory(SimulatedClusters simulated, ImportedClusters imported, GkeClusters gke)
{
    public async Task<IReadOnlyList<GeoCluster>> ListAsync(CancellationToken ct) =>
        [.. (await simulated.ListAsync(ct).ConfigureAwait(false)).Concat(imported.List()).Concat(gke.List()).OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>The cluster of that name, or null.</summary>
    public async Task<GeoCluster?> FindAsync(string name, CancellationToken ct) =>
        imported.Find(name) ?? gke.Find(name) ?? await simulated.FindAsync(name, ct).ConfigureAwait(false);
}
