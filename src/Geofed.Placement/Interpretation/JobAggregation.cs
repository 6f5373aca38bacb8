using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>Jobs are done when they are done everywhere, and failed when they fail anywhere (pkg/util/helper/job.go).</summary>
internal static class JobAggregation
{
    public static JsonObject Aggregate(JsonObject job, List<JsonObject> all, List<JsonObject> reported, DateTimeOffset now)
    {
        if (job.Objects("status", "conditions").Any(c => c.Str("type") is "Complete" or "Failed" && c.Str("status") == "True"))
            return StatusAggregation.Current(job);
        var status = StatusAggregation.Current(job);
        foreach (var (field, sum) in StatusAggregation.Sums(reported, "active", "succeeded", "failed"))
            status[field] = sum?.DeepClone();
        var conditions = new JsonArray([.. job.Objects("status", "conditions").Select(c => (JsonNode)c.Copy())]);
        if (reported.Where(i => Is(i, "Failed")).Select(i => i.Str("clusterName")).ToList() is { Count: > 0 } failed)
        {
            // Kubernetes takes no Failed without it since Jobs have it; from members that are older it does not come.
            if (reported.Where(i => Is(i, "Failed")).All(i => Is(i, "FailureTarget")))
                conditions.Add(Condition("FailureTarget", "JobFailed", $"Job executed failed in member clusters {string.Join(',', failed)}", now));
            conditions.Add(Condition("Failed", "JobFailed", $"Job executed failed in member clusters {string.Join(',', failed)}", now));
        }
        var complete = reported.Count(i => Is(i, "Complete"));
        if (complete > 0 && complete == all.Count)
        {
            conditions.Add(Condition("Complete", "Completed", "Job completed", now));
            if (reported.All(i => Is(i, "SuccessCriteriaMet")))
                conditions.Add(Condition("SuccessCriteriaMet", "CompletionsReached", "All member clusters have met success criteria", now));
        }
        if (conditions.Count > 0)
            status["conditions"] = conditions;
        if (status["startTime"] is null && Times(all, "startTime") is { } starts)
            status["startTime"] = starts.Min(StringComparer.Ordinal);
        if (Times(all, "completionTime") is { } ends)
            status["completionTime"] = ends.Max(StringComparer.Ordinal);
        return status;
    }

    public static JsonObject CronJob(JsonObject job, List<JsonObject> items)
    {
        var status = new JsonObject();
        var active = items.SelectMany(i => i.Objects("status", "active")).Select(a => (JsonNode)a.Copy()).ToArray();
        if (active.Length > 0)
            status["active"] = new JsonArray(active);
        foreach (var field in new[] { "lastScheduleTime", "lastSuccessfulTime" })
        {
            if (items.Select(i => i.Str("status", field)).OfType<string>().Max(StringComparer.Ordinal) is { } latest)
                status[field] = latest;
        }
        return JsonNavigation.Same(status, job.Obj("status") ?? []) ? StatusAggregation.Current(job) : status;
    }

    private static bool Is(JsonObject item, string condition) =>
        item.Objects("status", "conditions").Any(c => c.Str("type") == condition && c.Str("status") == "True");

    /// <summary>A time of all items; null when any lacks it.</summary>
    private static List<string>? Times(List<JsonObject> items, string field)
    {
        var times = items.Select(i => i.Str("status", field)).OfType<string>().ToList();
        return times.Count > 0 && times.Count == items.Count ? times : null;
    }

    private static JsonObject Condition(string type, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastProbeTime"] = KubeTime.Format(now),
        ["lastTransitionTime"] = KubeTime.Format(now),
        ["reason"] = reason,
        ["message"] = message,
    };
}
