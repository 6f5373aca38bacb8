using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>How a Job ends: well or not, and why. The condition comes in two steps: what will be, and, when the last pod is gone, what is.</summary>
internal sealed record JobOutcome(bool Success, string Reason, string Message)
{
    public string Announcement => Success ? "SuccessCriteriaMet" : "FailureTarget";

    public string Condition => Success ? "Complete" : "Failed";

    /// <summary>Null while the Job goes on. What was announced once stays.</summary>
    public static JobOutcome? Of(JsonObject job, JobTally tally, DateTimeOffset now)
    {
        foreach (var success in (ReadOnlySpan<bool>)[false, true])
        {
            if (job.Condition(success ? "SuccessCriteriaMet" : "FailureTarget") is { } announced && announced.Str("status") == "True")
                return new(success, announced.Str("reason") ?? "", announced.Str("message") ?? "");
        }
        if (tally.Fatal is { } fatal)
            return new(false, PodFailurePolicy.Reason, fatal);
        if (SuccessPolicy.Match(job, tally.Completed) is { } rule)
            return new(true, "SuccessPolicy", $"Matched rules at index {rule}");
        var limit = job.Int("spec", "backoffLimit") ?? 6;
        if (tally.Failed > limit || RestartedTooOften(job, tally, limit))
            return new(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        if (!job.IsSuspended() && DeadlineLeft(job, now) <= TimeSpan.Zero)
            return new(false, "DeadlineExceeded", "Job was active longer than specified deadline");
        return IsDone(job, tally) ? new(true, "CompletionsReached", "Reached expected number of succeeded pods") : null;
    }

    /// <summary>Null without a deadline, or before the Job has begun.</summary>
    public static TimeSpan? DeadlineLeft(JsonObject job, DateTimeOffset now) =>
        job.Int("spec", "activeDeadlineSeconds") is { } seconds && KubeTime.Parse(job.Str("status", "startTime")) is { } start ? start.AddSeconds(seconds) - now : null;

    // Without a number of completions the first success ends it, once all have stopped (a work queue).
    private static bool IsDone(JsonObject job, JobTally tally) => job.Int("spec", "completions") is { } completions
        ? tally.Succeeded >= completions && tally.Active.Count == 0
        : tally.Succeeded > 0 && tally.Active.Count == 0;

    // Containers that start anew within their pod are failures, too.
    private static bool RestartedTooOften(JsonObject job, JobTally tally, long limit)
    {
        if (job.Str("spec", "template", "spec", "restartPolicy") != "OnFailure")
            return false;
        var restarts = tally.Active.Where(p => p.Phase() is "Running" or "Pending")
            .Sum(p => p.Objects("status", "initContainerStatuses").Concat(p.Objects("status", "containerStatuses")).Sum(s => s.Int("restartCount") ?? 0));
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }
}
