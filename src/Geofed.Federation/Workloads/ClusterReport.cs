using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>What one cluster reports of an object, in a binding's aggregatedStatus, as a state and a reason. Pure.</summary>
internal static class ClusterReport
{
    public static (WorkloadState Status, string? Reason) Judge(GroupVersionKind kind, JsonObject? report)
    {
        if (report is null)
            return (WorkloadState.Progressing, "not reported on yet");
        if (report.Bool("applied") != true)
            return report.Str("appliedMessage") is { Length: > 0 } why ? (WorkloadState.Failed, why) : (WorkloadState.Progressing, "not applied yet");
        if (kind is { Group: "batch", Kind: "Job" })
            return Job(report.Obj("status"));
        return report.Str("health") == "Unhealthy" ? (WorkloadState.Progressing, Complaint(report.Obj("status")) ?? "it is not healthy") : (WorkloadState.Ready, null);
    }

    /// <summary>A Job is ready when it has done its work.</summary>
    private static (WorkloadState, string?) Job(JsonObject? status)
    {
        var conditions = status.Objects("conditions").Where(c => c.Str("status") == "True").ToList();
        if (conditions.Find(c => c.Str("type") == "Failed") is { } failed)
            return (WorkloadState.Failed, failed.Str("message") ?? failed.Str("reason") ?? "it has failed");
        if (conditions.Exists(c => c.Str("type") == "Complete"))
            return (WorkloadState.Ready, null);
        return (WorkloadState.Progressing, $"{status.Int("active") ?? 0} pods active, {status.Int("succeeded") ?? 0} succeeded, {status.Int("failed") ?? 0} failed");
    }

    private static string? Complaint(JsonObject? status) =>
        status.Objects("conditions").Where(c => c.Str("status") == "False").Select(c => c.Str("message")).FirstOrDefault(message => message is { Length: > 0 });
}
