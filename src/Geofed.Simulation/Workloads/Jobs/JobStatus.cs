using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The whole status of a Job: its numbers, conditions and times.</summary>
internal static class JobStatus
{
    public static JsonObject Of(JsonObject job, JobTally tally, JobOutcome? outcome, DateTimeOffset now)
    {
        var status = tally.Status();
        var conditions = Suspension(job, now);
        status["startTime"] = StartTime(job, now);
        if (outcome is not null)
        {
            conditions = Set(conditions, outcome.Announcement, "True", outcome.Reason, outcome.Message, now);
            if (tally.IsSettled)
            {
                conditions = Set(conditions, outcome.Condition, "True", outcome.Reason, outcome.Message, now);
                if (outcome.Success)
                    status["completionTime"] = KubeTime.Format(now);
            }
        }
        status["conditions"] = conditions;
        return status;
    }

    /// <summary>Said to have been suspended or resumed just now; null when neither.</summary>
    public static bool? SuspendedNow(JsonObject job) => job.IsSuspended() == job.IsTrue("Suspended") ? null : job.IsSuspended();

    private static JsonArray? Suspension(JsonObject job, DateTimeOffset now)
    {
        var conditions = job.Arr("status", "conditions").Copy();
        return SuspendedNow(job) switch
        {
            true => Set(conditions, "Suspended", "True", "JobSuspended", "Job suspended", now),
            false => Set(conditions, "Suspended", "False", "JobResumed", "Job resumed", now),
            null => conditions,
        };
    }

    // The time that a deadline counts from begins anew when the Job is resumed.
    private static string? StartTime(JsonObject job, DateTimeOffset now)
    {
        var start = job.Str("status", "startTime");
        return !job.IsSuspended() && (start is null || SuspendedNow(job) == false) ? KubeTime.Format(now) : start;
    }

    private static JsonArray Set(JsonArray? conditions, string type, string status, string reason, string message, DateTimeOffset now) =>
        conditions.With(type, status, reason, message, now, "lastProbeTime");
}
