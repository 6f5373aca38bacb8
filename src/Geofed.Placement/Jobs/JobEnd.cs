using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>How a job ended for good: so says its status, in its kind's own words.</summary>
/// <param name="Message">Why it failed; null when it did not, or nobody says.</param>
public sealed record JobEnd(bool Success, string? Message)
{
    /// <summary>Null while it has not ended. Servers (a RayCluster, a LeaderWorkerSet) never do.</summary>
    public static JobEnd? Of(GroupVersionKind kind, JsonObject? status) => (kind.Group, kind.Kind) switch
    {
        ("batch", "Job") => ByConditions(status, "Complete", "Failed"),
        ("jobset.x-k8s.io", _) => ByConditions(status, "Completed", "Failed"),
        ("kubeflow.org", _) => ByConditions(status, "Succeeded", "Failed"),
        ("ray.io", "RayJob") => OfRay(status),
        ("kueue.x-k8s.io", "Workload") => Condition(status, "Finished") is { } finished ? new(finished.Str("reason") is not "Failed" and not "JobFailed", finished.Str("message")) : null,
        ("workload.codeflare.dev", "AppWrapper") => ByWord(status.Str("phase"), "Succeeded", "Failed", null),
        _ => null,
    };

    private static JobEnd? ByConditions(JsonObject? status, string success, string failure) =>
        Condition(status, failure) is { } failed ? new(false, failed.Str("message") ?? failed.Str("reason")) : Condition(status, success) is null ? null : new(true, null);

    /// <summary>One that failed may be tried again (backoffLimit): what becomes of it as a whole is in jobDeploymentStatus.</summary>
    private static JobEnd? OfRay(JsonObject? status) => status.Str("jobDeploymentStatus") switch
    {
        "Complete" => new(status.Str("jobStatus") == "SUCCEEDED", status.Str("jobStatus") == "SUCCEEDED" ? null : status.Str("message")),
        "Failed" => new(false, status.Str("message") ?? status.Str("reason")),
        null or "" => ByWord(status.Str("jobStatus"), "SUCCEEDED", "FAILED", status.Str("message")),
        _ => null,
    };

    private static JobEnd? ByWord(string? word, string success, string failure, string? message) =>
        word == success ? new(true, null) : word == failure ? new(false, message) : null;

    private static JsonObject? Condition(JsonObject? status, string type) => status.Objects("conditions").FirstOrDefault(c => c.Str("type") == type && c.Str("status") == "True");
}
