using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The status of a ReplicaSet (pkg/controller/replicaset/replica_set_utils.go calculateStatus).</summary>
internal static class ReplicaSetStatus
{
    public static JsonObject Of(JsonObject set, IReadOnlyCollection<JsonObject> active, (string Reason, string Message)? failure, DateTimeOffset now)
    {
        var labels = LabelSelector.FromMap(set.StringMap("spec", "template", "metadata", "labels"));
        var minReady = set.Int("spec", "minReadySeconds") ?? 0;
        var conditions = set.Arr("status", "conditions");
        return new()
        {
            ["replicas"] = active.Count,
            ["fullyLabeledReplicas"] = Counts.Omittable(active.Count(p => labels.Matches(p.StringMap("metadata", "labels")))),
            ["readyReplicas"] = Counts.Omittable(active.Count(p => p.IsReady())),
            ["availableReplicas"] = Counts.Omittable(active.Count(p => p.IsAvailable(minReady, now))),
            ["observedGeneration"] = set.Int("metadata", "generation"),
            ["conditions"] = failure is { } f ? conditions.With("ReplicaFailure", "True", f.Reason, f.Message, now) : conditions.Without("ReplicaFailure"),
        };
    }
}
