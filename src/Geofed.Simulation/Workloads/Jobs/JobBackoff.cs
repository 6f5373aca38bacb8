using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The pause after failures: 10 s, doubled with each one since the last success, up to 10 minutes (pkg/controller/job/backoff_utils.go).</summary>
internal static class JobBackoff
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long no pod is to be created yet; zero or less when one may be.</summary>
    public static TimeSpan Left(IEnumerable<JsonObject> pods, DateTimeOffset now)
    {
        var finished = pods.Where(p => p.IsFinished()).Select(p => (Failed: p.Phase() == "Failed", At: FinishedAt(p))).ToList();
        var success = finished.Where(f => !f.Failed).Select(f => f.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var failures = finished.Where(f => f.Failed && f.At > success).Select(f => f.At).ToList();
        if (failures.Count == 0)
            return TimeSpan.Zero;
        var delay = Shortest * (1L << Math.Min(failures.Count - 1, 16));
        return failures.Max() + (delay < Longest ? delay : Longest) - now;
    }

    private static DateTimeOffset FinishedAt(JsonObject pod)
    {
        var ends = pod.Objects("status", "containerStatuses").Select(s => KubeTime.Parse(s.Str("state", "terminated", "finishedAt"))).OfType<DateTimeOffset>().ToList();
        return ends.Count > 0 ? ends.Max() : KubeTime.Parse(pod.Condition("Ready").Str("lastTransitionTime")) ?? pod.Created();
    }
}
