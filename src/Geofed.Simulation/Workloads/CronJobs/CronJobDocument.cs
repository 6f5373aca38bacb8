using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The Job that a CronJob makes at a time: one name a minute, so that none is made twice (pkg/controller/cronjob/utils.go getJobFromTemplate2).</summary>
internal static class CronJobDocument
{
    public static JsonObject Job(JsonObject cronJob, DateTimeOffset scheduled)
    {
        var template = cronJob.Obj("spec", "jobTemplate").Copy() ?? [];
        var metadata = new JsonObject
        {
            ["name"] = $"{cronJob.Name()}-{(scheduled.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture)}",
            ["namespace"] = cronJob.Namespace(),
            ["ownerReferences"] = new JsonArray(Owners.ReferenceTo(cronJob)),
        };
        if (template.At("metadata", "labels") is { } labels)
            metadata["labels"] = labels.DeepClone();
        var annotations = template.Obj("metadata", "annotations").Copy() ?? [];
        annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] = Local(scheduled, cronJob.Str("spec", "timeZone"));
        metadata["annotations"] = annotations;
        return new() { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["metadata"] = metadata, ["spec"] = template.Obj("spec").Copy() };
    }

    public static JsonObject Reference(JsonObject job) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["name"] = job.Name(),
        ["namespace"] = job.Namespace(),
        ["uid"] = job.Uid(),
        ["resourceVersion"] = job.ResourceVersion(),
    };

    private static string Local(DateTimeOffset time, string? zone)
    {
        if (zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return KubeTime.Format(time);
        return TimeZoneInfo.ConvertTime(time, found).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
