using System.Text.Json.Nodes;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Eviction;

namespace Geofed.ControlPlane.Failover;

/// <summary>How the copy of a Job goes that must not run twice, other than by being replaced.</summary>
internal static class OnlyCopies
{
    /// <summary>
    /// "Gone" when its copy is no longer there: its cluster may be chosen again. "Directly" when its cluster is well again, and still not to be used: nothing
    /// would start elsewhere while the copy is there. Null when it is as it should be.
    /// </summary>
    public static string? Decide(JsonObject binding, JsonObject task, ControlPlaneCaches caches)
    {
        var name = task.Str("fromCluster") ?? "";
        if (caches.Cluster(name) is not { } cluster)
            return ClusterEviction.Gone;
        var drives = Drives(cluster, binding);
        if (BindingWorks.Find(caches, binding, name) is null)
            return drives || !cluster.IsTrue("Ready") ? null : ClusterEviction.Gone;
        return task.Str("purgeMode") == ClusterEviction.Gracefully && cluster.IsTrue("Ready") && drives ? ClusterEviction.Directly : null;
    }

    /// <summary>Whether somebody wants it to be left, whatever its health.</summary>
    private static bool Drives(JsonObject cluster, JsonObject binding)
    {
        var healthy = cluster.Copy();
        healthy.Ensure("spec")["taints"] = new JsonArray([.. cluster.Objects("spec", "taints")
            .Where(t => t.Str("key") is not (KarmadaMarks.TaintNotReady or KarmadaMarks.TaintUnreachable)).Select(t => (JsonNode)t.Copy())]);
        return TaintEviction.Judge(healthy, AppliedPlacement.Of(binding), enabled: true, DateTimeOffset.MaxValue).EvictNow;
    }
}
