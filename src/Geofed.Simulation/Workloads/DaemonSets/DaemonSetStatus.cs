using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The status of a DaemonSet: it counts nodes, by the oldest pod that each has (daemon_controller.go updateDaemonSetStatus).</summary>
internal static class DaemonSetStatus
{
    public static JsonObject Of(JsonObject set, IReadOnlyDictionary<string, NodeFit> fits, IReadOnlyCollection<JsonObject> pods, string hash, DateTimeOffset now)
    {
        var minReady = set.Int("spec", "minReadySeconds") ?? 0;
        var byNode = pods.ToLookup(DaemonPod.NodeOf);
        var desired = fits.Where(f => f.Value.ShouldRun).Select(f => f.Key).ToList();
        var scheduled = desired.Select(node => byNode[node].OrderBy(p => p.IsDeleting()).ThenByDescending(p => p.Label(ControllerRevisions.PodLabel) == hash).FirstOrDefault()).OfType<JsonObject>().ToList();
        var available = desired.Count(node => byNode[node].Any(p => p.IsAvailable(minReady, now)));
        return new()
        {
            ["observedGeneration"] = set.Int("metadata", "generation"),
            ["desiredNumberScheduled"] = desired.Count,
            ["currentNumberScheduled"] = scheduled.Count,
            ["numberMisscheduled"] = fits.Count(f => !f.Value.ShouldRun && byNode[f.Key].Any()),
            ["numberReady"] = desired.Count(node => byNode[node].Any(p => p.IsReady())),
            ["updatedNumberScheduled"] = Counts.Omittable(scheduled.Count(p => p.Label(ControllerRevisions.PodLabel) == hash)),
            ["numberAvailable"] = Counts.Omittable(available),
            ["numberUnavailable"] = Counts.Omittable(desired.Count - available),
        };
    }
}
