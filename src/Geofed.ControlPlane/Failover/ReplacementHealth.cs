using System.Text.Json.Nodes;
using Geofed.ControlPlane.Propagation;
using Geofed.ControlPlane.Status;
using Geofed.Model;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Failover;

/// <summary>
/// How the copies at a binding's present targets are, for whether old ones may go. Stricter than the binding's aggregatedStatus, which may be that of
/// before the replicas grew: a copy counts when its Work asks for its share, is applied as it is now, and reports health since.
/// </summary>
internal static class ReplacementHealth
{
    /// <summary>The binding with such an aggregatedStatus.</summary>
    public static JsonObject Of(JsonObject binding, ControlPlaneCaches caches)
    {
        var seen = binding.Copy();
        seen.Ensure("status")["aggregatedStatus"] = new JsonArray([.. binding.Objects("spec", "clusters").Select(target => (JsonNode)new JsonObject
        {
            ["clusterName"] = target.Str("name"),
            ["health"] = IsHealthy(binding, target, caches) ? "Healthy" : "Unhealthy",
        })]);
        return seen;
    }

    private static bool IsHealthy(JsonObject binding, JsonObject target, ControlPlaneCaches caches)
    {
        var cluster = target.Str("name") ?? "";
        if (!caches.Cluster(cluster).IsTrue("Ready") || BindingWorks.Find(caches, binding, cluster) is not { } work || work.IsDeleting() || !WorkStatus.IsApplied(work))
            return false;
        var manifest = work.Objects("spec", "workload", "manifests").FirstOrDefault();
        if (target.Int("replicas") is { } replicas && manifest is not null && ResourceInterpreter.GetReplicas(manifest).Replicas != replicas)
            return false;
        // A kind without a rule of health is well once it is there.
        return work.Objects("status", "manifestStatuses").FirstOrDefault().Str("health") is "Healthy" or "Unknown";
    }
}
