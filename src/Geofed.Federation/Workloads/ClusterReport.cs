using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Jobs;

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
        if (JobKind.Of(kind) is { Ends: true })
            return Job(kind, report.Obj("status"));
        return report.Str("health") == "Unhealthy" ? (WorkloadState.Progressing, Complaint(report.Obj("status")) ?? "it is not healthy") : (WorkloadState.Ready, null);
    }

    /// <summary>A Job is ready when it has done its work.</summary>
    private static (WorkloadState, string?) Job(GroupVersionKind kind, JsonObject? status)
    {
        if (JobEnd.Of(kind, status) is { } end)
            return end.Success ? (WorkloadState.Ready, null) : (WorkloadState.Failed, end.Message ?? "it has failed");
        var counts = JobCounts.Of(kind, status);
        return (WorkloadState.Progressing, $"{counts.Active} {(kind.Kind == "JobSet" ? "Jobs" : "pods")} active, {counts.Succeeded} succeeded, {counts.Failed} failed");
    }

    private static string? Complaint(JsonObject? status) =>
        status.Objects("conditions").Where(c => c.Str("status") == "False").Select(c => c.Str("message")).FirstOrDefault(message => message is { Length: > 0 });
}
