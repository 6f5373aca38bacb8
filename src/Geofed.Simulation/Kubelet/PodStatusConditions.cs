using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>The conditions that a kubelet derives from the statuses of a pod's containers (pkg/kubelet/status/generate.go).</summary>
internal static class PodStatusConditions
{
    /// <param name="pod">As it was, for conditions of others and times of transitions.</param>
    /// <param name="status">As it will be; its conditions are set.</param>
    public static void Derive(JsonObject pod, JsonObject status, DateTimeOffset now)
    {
        var ended = status.Str("phase") switch { "Succeeded" => "PodCompleted", "Failed" => "PodFailed", _ => null };
        var init = status.Objects("initContainerStatuses").ToList();
        var sidecars = PodContainers.Sidecars(pod).Select(c => c.Str("name")).ToHashSet();
        var incomplete = init.Where(s => sidecars.Contains(s.Str("name")) ? s.Bool("started") != true : s.Int("state", "terminated", "exitCode") != 0).Names();
        var unready = init.Where(s => sidecars.Contains(s.Str("name"))).Concat(status.Objects("containerStatuses")).Where(s => s.Bool("ready") != true).Names();
        var gates = pod.Objects("spec", "readinessGates").Select(g => g.Str("conditionType") ?? "").Where(type => !PodConditions.IsTrue(pod, type)).ToList();
        var (reason, message) = ended is not null ? (ended, null) : unready.Length > 0 ? ("ContainersNotReady", $"containers with unready status: [{unready}]") : ((string?)null, (string?)null);

        var conditions = pod.Arr("status", "conditions");
        conditions = PodConditions.With(conditions, "PodReadyToStartContainers", status.Str("podIP") is not null && ended is null, now);
        conditions = incomplete.Length == 0 || ended == "PodCompleted"
            ? PodConditions.With(conditions, "Initialized", true, now, ended == "PodCompleted" ? ended : null)
            : PodConditions.With(conditions, "Initialized", false, now, ended ?? "ContainersNotInitialized", ended is null ? $"containers with incomplete status: [{incomplete}]" : null);
        conditions = reason is null && gates.Count > 0
            ? PodConditions.With(conditions, "Ready", false, now, "ReadinessGatesNotReady", $"corresponding condition of pod readiness gate \"{gates[0]}\" does not exist or is not \"True\".")
            : PodConditions.With(conditions, "Ready", reason is null, now, reason, message);
        conditions = PodConditions.With(conditions, "ContainersReady", reason is null, now, reason, message);
        status["conditions"] = PodConditions.With(conditions, "PodScheduled", true, now);
    }

    private static string Names(this IEnumerable<JsonObject> statuses) => string.Join(' ', statuses.Select(s => s.Str("name")));
}
