using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables.Cells;

/// <summary>What the rows of Jobs and CronJobs say (printJob, printCronJob).</summary>
internal static class BatchCells
{
    public static string Status(JsonObject job)
    {
        bool Has(string type) => job.Objects("status", "conditions").Any(c => c.Str("type") == type && c.Str("status") == "True");
        return Has("Complete") ? "Complete"
            : Has("Failed") ? "Failed"
            : job.IsDeleting() ? "Terminating"
            : Has("Suspended") ? "Suspended"
            : Has("FailureTarget") ? "FailureTarget"
            : Has("SuccessCriteriaMet") ? "SuccessCriteriaMet"
            : "Running";
    }

    public static string Completions(JsonObject job)
    {
        var done = job.Int("status", "succeeded") ?? 0;
        if (job.Int("spec", "completions") is { } wanted)
            return $"{done}/{wanted}";
        var parallel = job.Int("spec", "parallelism") ?? 0;
        return parallel > 1 ? $"{done}/1 of {parallel}" : $"{done}/1";
    }

    public static string Duration(JsonObject job, DateTimeOffset now)
    {
        if (KubeTime.Parse(job.Str("status", "startTime")) is not { } start)
            return "";
        var end = KubeTime.Parse(job.Str("status", "completionTime"))
            ?? job.Objects("status", "conditions").Where(c => c.Str("type") == "Failed" && c.Str("status") == "True").Select(c => KubeTime.Parse(c.Str("lastTransitionTime"))).FirstOrDefault();
        return Durations.Human((end ?? now) - start);
    }

    public static string LastSchedule(JsonObject cronJob, DateTimeOffset now) =>
        cronJob.Str("status", "lastScheduleTime") is { } time ? Durations.Since(time, now) : CellText.None;
}
