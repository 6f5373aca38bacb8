using Geofed.Clusters;
using Geofed.Clusters.Simulated;
using Geofed.Clusters.Stacks;
using Geofed.Model;

namespace Geofed.Cmdlets.Connections;

/// <summary>All clusters there are for this user: those of this machine's server, and those that this home knows how to reach.</summary>
internal static class ClusterCatalogue
{
    public static ClusterInventory Open(IApiSource apis, IKubeApi root) => new(new SimulatedClusters(root, TimeProvider.System), apis.Imported, new GkeClusters(apis.Home, TimeProvider.System));
}
