using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Reads a <see cref="FederatedJob"/> from its template and its binding. Pure.</summary>
internal static class JobSummary
{
    /// <param name="binding">Null when no policy has matched the template yet.</param>
    public static FederatedJob Of(string federation, JsonObject template, JsonObject? binding)
    {
        var (status, reason) = Judge(template, binding);
        return new(template.Name(), template.Namespace() ?? "", federation)
        {
            Status = status,
            Reason = reason,
            Clusters = [.. ResourceSummary.Targets(binding).Select(t => t.Name)],
            Priority = binding.Int("spec", "schedulePriority", "priority") ?? 0,
            Position = status == FederatedJobState.Waiting && int.TryParse(binding.Annotation(GeofedMarks.QueuePosition), CultureInfo.InvariantCulture, out var position) ? position : null,
            Reserved = status == FederatedJobState.Waiting ? binding.Annotation(GeofedMarks.QueueReserved) : null,
            Deadline = KubeTime.Parse(binding.Annotation(GeofedMarks.StartBy)),
            Checkpoint = template.Annotation(GeofedMarks.Checkpoint),
            Active = Sum(binding, "active"),
            Succeeded = Sum(binding, "succeeded"),
            Failed = Sum(binding, "failed"),
            CreatedAt = KubeTime.Parse(template.Str("metadata", "creationTimestamp")),
            StartedAt = KubeTime.Parse(template.Str("status", "startTime")),
            CompletedAt = KubeTime.Parse(template.Str("status", "completionTime")),
        };
    }

    private static (FederatedJobState, string?) Judge(JsonObject template, JsonObject? binding)
    {
        if (template.IsDeleting() || binding.IsDeleting())
            return (FederatedJobState.Deleting, "it is being deleted in the clusters");
        if (Ended(template.Obj("status"), "Complete") is not null)
            return (FederatedJobState.Complete, null);
        var reports = binding.Objects("status", "aggregatedStatus").ToList();
        if (reports.Select(r => (Cluster: r.Str("clusterName"), Failed: Ended(r.Obj("status"), "Failed"))).FirstOrDefault(r => r.Failed is not null) is { Failed: { } why } failed)
            return (FederatedJobState.Failed, $"{failed.Cluster}: {why.Str("message") ?? why.Str("reason") ?? "it has failed"}");
        if (Ended(template.Obj("status"), "Failed") is { } ended)
            return (FederatedJobState.Failed, ended.Str("message") ?? ended.Str("reason"));
        if (binding is null)
            return (FederatedJobState.Waiting, "no policy has placed it yet");
        var scheduled = binding.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Scheduled");
        if (!ResourceSummary.Targets(binding).Any())
            return (scheduled.Str("reason") == ResourceSummary.StartDeadlinePassed ? FederatedJobState.Failed : FederatedJobState.Waiting, scheduled.Str("message") ?? "its turn has not come yet");
        if (reports.Find(r => r.Bool("applied") != true && r.Str("appliedMessage") is { Length: > 0 }) is { } refused)
            return (FederatedJobState.Failed, $"{refused.Str("clusterName")}: {refused.Str("appliedMessage")}");
        return Sum(binding, "active") > 0 ? (FederatedJobState.Running, null) : (FederatedJobState.Starting, null);
    }

    private static JsonObject? Ended(JsonObject? status, string how) => status.Objects("conditions").FirstOrDefault(c => c.Str("type") == how && c.Str("status") == "True");

    private static long Sum(JsonObject? binding, string field) => binding.Objects("status", "aggregatedStatus").Sum(r => r.Int("status", field) ?? 0);
}
