using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.Simulation.Metrics;

/// <summary>Where the objects of a cluster are looked up: in its store, or in the caches of its controllers. Nobody may change them.</summary>
internal sealed record ClusterView(Func<GroupVersionResource, string?, IEnumerable<JsonObject>> List, Func<GroupVersionResource, NamespacedName, JsonObject?> Find)
{
    public static ClusterView Of(StoredObjects stored) => new((resource, ns) => stored.List(resource, ns), (resource, name) => stored.Find(resource, name.Namespace, name.Name));
}
