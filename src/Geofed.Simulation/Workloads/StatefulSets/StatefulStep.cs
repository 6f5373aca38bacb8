using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What a StatefulSet does next: create a pod, delete one, or neither.</summary>
internal sealed record StatefulStep(int? Create, JsonObject? Delete)
{
    /// <summary>
    /// All that may be done now (pkg/controller/statefulset/stateful_set_control.go updateStatefulSet). A set in order does one thing at a time and
    /// waits until every pod before is available; a parallel one does not wait. An update always goes one pod at a time, from the last.
    /// </summary>
    public static IReadOnlyList<StatefulStep> Next(JsonObject set, IReadOnlyCollection<JsonObject> pods, string updateRevision, DateTimeOffset now)
    {
        var ordered = set.Str("spec", "podManagementPolicy") != "Parallel";
        var minReady = set.Int("spec", "minReadySeconds") ?? 0;
        var byOrdinal = pods.ToDictionary(p => StatefulPods.Ordinal(set, p.Name()));
        var (first, end) = (StatefulPods.First(set), StatefulPods.End(set));
        var steps = new List<StatefulStep>();
        for (var ordinal = first; ordinal < end; ordinal++)
        {
            var pod = byOrdinal.GetValueOrDefault(ordinal);
            if (pod is null)
                steps.Add(new(ordinal, null));
            else if (pod.IsFinished() && !pod.IsDeleting())
                steps.Add(new(null, pod));
            if (ordered && !IsHealthy(pod))
                return steps;
        }
        var condemned = pods.Where(p => StatefulPods.Ordinal(set, p.Name()) is var o && (o < first || o >= end)).OrderByDescending(p => StatefulPods.Ordinal(set, p.Name()));
        foreach (var pod in condemned)
        {
            if (!pod.IsDeleting())
                steps.Add(new(null, pod));
            if (ordered)
                return steps;
        }
        if (steps.Count == 0 && set.Str("spec", "updateStrategy", "type") != "OnDelete" && Outdated() is { } outdated)
            steps.Add(new(null, outdated));
        return steps;

        bool IsHealthy(JsonObject? pod) => pod is not null && !pod.IsDeleting() && pod.Phase() == "Running" && pod.IsAvailable(minReady, now);

        JsonObject? Outdated()
        {
            for (var ordinal = end - 1; ordinal >= Math.Max(first, first + set.Count("spec", "updateStrategy", "rollingUpdate", "partition")); ordinal--)
            {
                var pod = byOrdinal.GetValueOrDefault(ordinal);
                if (pod is not null && pod.Label(ControllerRevisions.PodLabel) != updateRevision && !pod.IsDeleting())
                    return pod;
                if (!IsHealthy(pod))
                    return null;
            }
            return null;
        }
    }

    /// <summary>A pod below the partition of an update is made as it was before (newVersionedStatefulSetPod).</summary>
    public static bool IsOfCurrentRevision(JsonObject set, int ordinal) => set.Str("spec", "updateStrategy", "type") == "RollingUpdate"
        && ordinal < StatefulPods.First(set) + (set.Obj("spec", "updateStrategy", "rollingUpdate") is { } rolling ? rolling.Count("partition") : set.Count("status", "currentReplicas"));
}
