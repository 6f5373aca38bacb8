using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Jobs;

namespace Geofed.Federation;

/// <summary>Reads a <see cref="FederatedJob"/> from its template and its binding. Pure.</summary>
internal static class JobSummary
{
    /// <param name="binding">Null when no policy has matched the template yet.</param>
    public static FederatedJob Of(string federation, JsonObject template, JsonObject? binding)
    {
        var (status, reason) = Judge(template, binding);
        var counts = Reports(binding).Aggregate(default(JobCounts), (sum, report) => sum + JobCounts.Of(KindOf(template), report.Obj("status")));
        return new(template.Name(), template.Namespace() ?? "", federation)
        {
            Kind = KindOf(template).Kind,
            ApiVersion = KindOf(template).ApiVersion,
            Status = status,
            Reason = reason,
            Clusters = [.. ResourceSummary.Targets(binding).Select(t => t.Name)],
            Priority = binding.Int("spec", "schedulePriority", "priority") ?? 0,
            Position = status == FederatedJobState.Waiting && int.TryParse(binding.Annotation(GeofedMarks.QueuePosition), CultureInfo.InvariantCulture, out var position) ? position : null,
            Reserved = status == FederatedJobState.Waiting ? binding.Annotation(GeofedMarks.QueueReserved) : null,
            Deadline = KubeTime.Parse(binding.Annotation(GeofedMarks.StartBy)),
            Checkpoint = template.Annotation(GeofedMarks.Checkpoint),
            Active = counts.Active,
            Succeeded = counts.Succeeded,
            Failed = counts.Failed,
            CreatedAt = KubeTime.Parse(template.Str("metadata", "creationTimestamp")),
            StartedAt = KubeTime.Parse(template.Str("status", "startTime")),
            CompletedAt = KubeTime.Parse(template.Str("status", "completionTime")),
        };
    }

    private static (FederatedJobState, string?) Judge(JsonObject template, JsonObject? binding)
    {
        if (template.IsDeleting() || binding.IsDeleting())
            return (FederatedJobState.Deleting, "it is being deleted in the clusters");
        var kind = KindOf(template);
        var end = JobEnd.Of(kind, template.Obj("status"));
        if (end is { Success: true })
            return (FederatedJobState.Complete, null);
        var reports = Reports(binding).ToList();
        if (reports.Select(r => (Cluster: r.Str("clusterName"), End: JobEnd.Of(kind, r.Obj("status")))).FirstOrDefault(r => r.End is { Success: false }) is { End: { } why } failed)
            return (FederatedJobState.Failed, $"{failed.Cluster}: {why.Message ?? "it has failed"}");
        if (end is not null)
            return (FederatedJobState.Failed, end.Message);
        if (binding is null)
            return (FederatedJobState.Waiting, "no policy has placed it yet");
        var scheduled = binding.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Scheduled");
        if (!ResourceSummary.Targets(binding).Any())
            return (scheduled.Str("reason") == ResourceSummary.StartDeadlinePassed ? FederatedJobState.Failed : FederatedJobState.Waiting, scheduled.Str("message") ?? "its turn has not come yet");
        if (reports.Find(r => r.Bool("applied") != true && r.Str("appliedMessage") is { Length: > 0 }) is { } refused)
            return (FederatedJobState.Failed, $"{refused.Str("clusterName")}: {refused.Str("appliedMessage")}");
        return reports.Any(r => JobCounts.Of(kind, r.Obj("status")).Active > 0) ? (FederatedJobState.Running, null) : (FederatedJobState.Starting, null);
    }

    private static IEnumerable<JsonObject> Reports(JsonObject? binding) => binding.Objects("status", "aggregatedStatus");

    /// <summary>Items of a list may come without their kind, as Kubernetes' own do: then they are Jobs.</summary>
    private static GroupVersionKind KindOf(JsonObject template) => JobKind.Of(template.Kind()) is null ? new("batch", "v1", "Job") : template.Kind();
}
