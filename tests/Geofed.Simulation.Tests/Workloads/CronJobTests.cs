using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class CronJobTests
{
    [Theory]
    [InlineData("*/15 * * * *", "2026-03-01T10:07:30Z", "2026-03-01T10:15:00Z", "UTC")]
    [InlineData("0 9 * * 1-5", "2026-02-27T09:00:00Z", "2026-03-02T09:00:00Z", "UTC")]
    [InlineData("30 2 1 jan *", "2026-01-01T02:30:00Z", "2027-01-01T02:30:00Z", "UTC")]
    [InlineData("0 0 13 * 5", "2026-02-01T00:00:00Z", "2026-02-06T00:00:00Z", "UTC")]
    [InlineData("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z", "UTC")]
    [InlineData("@hourly", "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "UTC")]
    [InlineData("@every 1h30m", "2026-03-01T10:00:00Z", "2026-03-01T11:30:00Z", "UTC")]
    [InlineData("0 9 * * *", "2026-07-01T00:00:00Z", "2026-07-01T07:00:00Z", "Europe/Berlin")]
    // The clock leaps over half past two on that day.
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z", "Europe/Berlin")]
    public void TheNextTimeIsTheSchedules(string schedule, string after, string expected, string zone) => Assert.Equal(At(expected),
        CronSchedule.Parse(schedule, out _)!.Next(At(after), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void ATimeThatNeverComesIsNotLookedForForever() => Assert.Null(CronSchedule.Parse("0 0 30 2 *", out _)!.Next(At("2026-01-01T00:00:00Z"), TimeZoneInfo.Utc));

    [Fact]
    public void TheLastMissedTimeIsMadeUpFor()
    {
        var cronJob = WorkloadTest.Parse("""{ "metadata": { "creationTimestamp": "2020-01-01T00:00:00Z" }, "spec": { "schedule": "* * * * *" }, "status": { "lastScheduleTime": "2024-01-01T00:00:00Z" } }""");
        var times = CronTimes.Of(cronJob, At("2026-01-01T10:00:30Z"), out _)!;
        Assert.Equal((At("2026-01-01T10:00:00Z"), true, At("2026-01-01T10:01:00Z")), (times.Due, times.TooMany, times.Next));
        cronJob.Ensure("spec")["startingDeadlineSeconds"] = 20;
        Assert.Null(CronTimes.Of(cronJob, At("2026-01-01T10:00:30Z"), out _)!.Due);
    }

    [Fact]
    public async Task JobsAreMadeInTimeAndForgottenInTime()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet(_ => "Succeeded");
        await test.CreateAsync(ClusterResources.CronJobs, CronJob("\"successfulJobsHistoryLimit\": 2"));
        for (var run = 1; run <= 4; run++)
        {
            test.Clock.Advance(TimeSpan.FromMinutes(1));
            var events = run;
            await test.UntilAllAsync(ClusterResources.Events, e => e.Count(x => x.Str("reason") == "SawCompletedJob" && x.Str("involvedObject", "name") == "tick") == events);
        }
        var jobs = await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.Count == 2 && jobs.All(j => j.IsTrue("Complete")));
        Assert.All(jobs, j => Assert.Matches("^tick-[0-9]+$", j.Name()));
        Assert.NotNull(jobs[0].Annotation("batch.kubernetes.io/cronjob-scheduled-timestamp"));
        var cronJob = await test.UntilAsync(ClusterResources.CronJobs, "tick", c => c.At("status", "active") is null);
        Assert.NotNull(cronJob.Str("status", "lastScheduleTime"));
        Assert.NotNull(cronJob.Str("status", "lastSuccessfulTime"));
    }

    [Fact]
    public async Task OneRunAtATimeWhenSaidSo()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.CronJobs, CronJob("\"concurrencyPolicy\": \"Forbid\""));
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = (await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.Count == 1))[0];
        await test.UntilAsync(ClusterResources.CronJobs, "tick", c => c.Objects("status", "active").Any(r => r.Str("name") == first.Name()));
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await test.EventsOfAsync("tick", "JobAlreadyActive");
        Assert.Single(await test.ListAsync(ClusterResources.Jobs));
        await test.PatchAsync(ClusterResources.CronJobs, "tick", """{ "spec": { "concurrencyPolicy": "Replace" } }""");
        var replaced = await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.Count == 1 && jobs[0].Name() != first.Name());
        await test.PatchAsync(ClusterResources.CronJobs, "tick", """{ "spec": { "suspend": true } }""");
        test.Clock.Advance(TimeSpan.FromMinutes(5));
        await test.UntilAsync(ClusterResources.CronJobs, "tick", c => c.Bool("spec", "suspend") == true && c.Objects("status", "active").Count() == 1);
        Assert.Equal(replaced[0].Name(), Assert.Single(await test.ListAsync(ClusterResources.Jobs)).Name());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static JsonObject CronJob(string spec) => WorkloadTest.Parse($$"""
        {
          "apiVersion": "batch/v1", "kind": "CronJob", "metadata": { "name": "tick" },
          "spec": {
            "schedule": "* * * * *", {{spec}},
            "jobTemplate": { "spec": { "template": { "spec": { "restartPolicy": "Never", "containers": [ { "name": "main", "image": "registry.example/work:1" } ] } } } }
          }
        }
        """);
}
