using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>When a CronJob should have run last, and will next (pkg/controller/cronjob/utils.go mostRecentScheduleTime).</summary>
/// <param name="Due">The last time that it has not run at yet; null when it is up to date.</param>
/// <param name="TooMany">So many were missed that somebody should know.</param>
internal sealed record CronTimes(DateTimeOffset? Due, bool TooMany, DateTimeOffset? Next)
{
    private const int Most = 100;
    private static readonly TimeSpan[] Windows = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(31), TimeSpan.FromDays(366), TimeSpan.FromDays(366 * 5)];

    /// <summary>Null when the schedule or the time zone is none: what to say of it is in <paramref name="wrong"/>.</summary>
    public static CronTimes? Of(JsonObject cronJob, DateTimeOffset now, out string? wrong)
    {
        if (CronSchedule.Parse(cronJob.Str("spec", "schedule") ?? "", out wrong) is not { } schedule)
            return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(cronJob.Str("spec", "timeZone") ?? "UTC", out var zone))
        {
            wrong = $"unknown time zone {cronJob.Str("spec", "timeZone")}";
            return null;
        }
        var earliest = KubeTime.Parse(cronJob.Str("status", "lastScheduleTime")) ?? cronJob.Created();
        if (cronJob.Int("spec", "startingDeadlineSeconds") is { } deadline && now.AddSeconds(-deadline) is var oldest && oldest > earliest)
            earliest = oldest;
        var next = schedule.Next(now, zone);
        if (Between(earliest).Take(1).Any() is false)
            return new(null, false, next);
        // Looked for in ever longer windows: a schedule of minutes may have been missed for years.
        var due = Windows.Select(window => now - window > earliest ? now - window : earliest).Select(from => Between(from).Cast<DateTimeOffset?>().LastOrDefault()).FirstOrDefault(t => t is not null);
        return new(due, Between(earliest).Skip(Most).Any(), next);

        IEnumerable<DateTimeOffset> Between(DateTimeOffset from)
        {
            for (var time = schedule.Next(from, zone); time <= now; time = schedule.Next(time.Value, zone))
                yield return time.Value;
        }
    }
}
