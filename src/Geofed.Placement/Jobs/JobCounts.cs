using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>What a job's status tells of its parts: pods, or the Jobs of a JobSet.</summary>
public readonly record struct JobCounts(long Active, long Succeeded, long Failed)
{
    public static JobCounts Of(GroupVersionKind kind, JsonObject? status) => (kind.Group, kind.Kind) switch
    {
        ("jobset.x-k8s.io", _) => Sum(status.Objects("replicatedJobsStatus")),
        ("kubeflow.org", _) => Sum((status.Obj("replicaStatuses") ?? []).Select(role => role.Value).OfType<JsonObject>()),
        ("ray.io", "RayJob") => new(status.Str("jobStatus") == "RUNNING" ? 1 : 0, status.Str("jobStatus") == "SUCCEEDED" ? 1 : 0, status.Str("jobStatus") == "FAILED" ? 1 : 0),
        ("ray.io", _) => new(status.Int("readyWorkerReplicas") ?? status.Int("availableWorkerReplicas") ?? 0, 0, 0),
        ("leaderworkerset.x-k8s.io", _) => new(status.Int("readyReplicas") ?? 0, 0, 0),
        ("workload.codeflare.dev", _) => new(status.Str("phase") == "Running" ? 1 : 0, 0, 0),
        ("kueue.x-k8s.io", _) => new(status.Objects("conditions").Any(c => c.Str("type") == "PodsReady" && c.Str("status") == "True") ? 1 : 0, 0, 0),
        _ => Sum(status is null ? [] : [status]),
    };

    public static JobCounts operator +(JobCounts a, JobCounts b) => new(a.Active + b.Active, a.Succeeded + b.Succeeded, a.Failed + b.Failed);

    private static JobCounts Sum(IEnumerable<JsonObject> parts) => parts.Aggregate(
        default(JobCounts), (sum, part) => sum + new JobCounts(part.Int("active") ?? 0, part.Int("succeeded") ?? 0, part.Int("failed") ?? 0));
}
