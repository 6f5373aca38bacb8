using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What controllers ask of a pod (pkg/api/v1/pod/util.go).</summary>
internal static class PodState
{
    public static string Phase(this JsonObject pod) => pod.Str("status", "phase") ?? "Pending";

    public static bool IsFinished(this JsonObject pod) => pod.Phase() is "Succeeded" or "Failed";

    /// <summary>Neither at its end nor on the way there.</summary>
    public static bool IsActive(this JsonObject pod) => !pod.IsFinished() && !pod.IsDeleting();

    public static bool IsReady(this JsonObject pod) => pod.Condition("Ready").Str("status") == "True";

    public static DateTimeOffset? ReadySince(this JsonObject pod) => pod.IsReady() ? KubeTime.Parse(pod.Condition("Ready").Str("lastTransitionTime")) : null;

    public static bool IsAvailable(this JsonObject pod, long minReadySeconds, DateTimeOffset now) =>
        pod.IsReady() && (minReadySeconds == 0 || pod.ReadySince() is { } since && since.AddSeconds(minReadySeconds) <= now);

    /// <summary>When the first of these pods that are ready, but not for long enough, will have been; null when there is none.</summary>
    public static TimeSpan? NextAvailable(this IEnumerable<JsonObject> pods, long minReadySeconds, DateTimeOffset now)
    {
        var waits = pods.Where(p => p.IsReady() && !p.IsAvailable(minReadySeconds, now))
            .Select(p => (p.ReadySince() ?? now).AddSeconds(minReadySeconds) - now).ToList();
        return waits.Count > 0 ? waits.Min() : null;
    }

    public static DateTimeOffset Created(this JsonNode? o) => KubeTime.Parse(o.Str("metadata", "creationTimestamp")) ?? DateTimeOffset.MaxValue;
}
