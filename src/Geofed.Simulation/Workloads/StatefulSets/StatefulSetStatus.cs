using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The status of a StatefulSet (stateful_set_control.go updateStatus, completeRollingUpdate).</summary>
internal static class StatefulSetStatus
{
    public static JsonObject Of(JsonObject set, IReadOnlyCollection<JsonObject> pods, string current, string update, DateTimeOffset now)
    {
        var minReady = set.Int("spec", "minReadySeconds") ?? 0;
        var replicas = set.Count("spec", "replicas");
        var running = pods.Where(p => p.Phase() == "Running").ToList();
        var ready = running.Count(p => p.IsReady());
        var updated = Of(update);
        // The update becomes what there is when every pod is of it.
        if (set.Str("spec", "updateStrategy", "type") == "RollingUpdate" && updated == replicas && pods.Count == replicas && ready == replicas)
            current = update;
        return new()
        {
            ["observedGeneration"] = set.Int("metadata", "generation"),
            ["replicas"] = pods.Count,
            ["readyReplicas"] = Counts.Omittable(ready),
            ["availableReplicas"] = running.Count(p => p.IsAvailable(minReady, now)),
            ["currentReplicas"] = Counts.Omittable(Of(current)),
            ["updatedReplicas"] = Counts.Omittable(updated),
            ["currentRevision"] = current,
            ["updateRevision"] = update,
            ["collisionCount"] = set.Count("status", "collisionCount"),
        };

        int Of(string revision) => pods.Count(p => !p.IsDeleting() && p.Label(ControllerRevisions.PodLabel) == revision);
    }
}
