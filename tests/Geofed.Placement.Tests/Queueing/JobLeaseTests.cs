using System.Text.Json.Nodes;
using CsCheck;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Queueing;
using Geofed.Placement.Tests.Jobs;

namespace Geofed.Placement.Tests.Queueing;

public class JobLeaseTests
{
    private static readonly DateTimeOffset Start = QueueSamples.Start;

    /// <summary>
    /// A cluster whose clock is wrong and does not run quite as fast as it should, whose controller is late, and which cannot be reached now and then, or any more, by a federation that is
    /// not always there: when the lease says that the copy has ended, it has, with its pods.
    /// </summary>
    [Fact]
    public void WhoIsSaidToHaveEndedDoesNotRun() => Gen.Select(Gen.Int[5, 900], Gen.Int[0, 60], Gen.Int).Sample((lease, grace, seed) =>
    {
        var random = new Random(seed);
        var (member, plane) = (new PlayedMember(random, lease, grace), new PlayedPlane(lease, grace));
        DateTimeOffset? lost = null;
        var now = Start;
        for (var step = 0; step < 300; step++)
        {
            now += TimeSpan.FromSeconds(lease * random.NextDouble() / 5);
            if (step > 150 && lost is null && random.Next(40) == 0)
                lost = now;
            member.Pass(now);
            if (random.Next(10) > 0)
            {
                var reachable = lost is null && random.Next(5) > 0;
                // What is written down is not always what arrives.
                if (plane.Renew(reachable ? member.Started(now) : null, reachable, now) is { } granted && random.Next(4) > 0)
                    member.Deadline = granted;
            }
            if (plane.DeadBy() is not { } dead)
                continue;
            Assert.True(dead > now || member.StoppedAt <= now, $"the copy was said to have ended at {dead:O}, and ran on after {now:O}");
            var slack = TimeSpan.FromSeconds(Math.Max(2, lease / 10.0) + grace + 1) + (now - Start + TimeSpan.FromSeconds(lease)) / 1000;
            Assert.True(lost is null || dead <= lost + TimeSpan.FromSeconds(lease) + slack, $"a cluster that was lost at {lost:O} is waited for until {dead:O}");
        }
    }, iter: 300);

    [Fact]
    public void ACopyThatWasNotSeenToStartMayStartAtAnyTime()
    {
        var plane = new PlayedPlane(60, 30);
        plane.Renew(null, true, Start);
        Assert.Null(plane.DeadBy());
        plane.Renew("2026-01-01T00:00:00Z", true, Start);
        Assert.Equal(Start.AddSeconds(60 + 0.06 + 30 + 6), plane.DeadBy());
    }

    [Fact]
    public void OneThatIsPausedBeginsAnewAtATimeThatMustBeSeen()
    {
        var seen = LeaseSightings.Of([]).With("a", "2026-01-01T00:00:00Z", paused: false, Start);
        Assert.Equal(Start, seen.Since("a"));
        Assert.Same(seen, seen.With("a", "2026-01-01T00:00:00Z", paused: false, Start.AddHours(1)));
        var paused = seen.With("a", "2026-01-01T00:00:00Z", paused: true, Start.AddHours(1));
        Assert.Null(paused.Since("a"));
        // What it says of before it was paused is no news.
        Assert.Null(paused.With("a", "2026-01-01T00:00:00Z", paused: false, Start.AddHours(2)).Since("a"));
        Assert.Equal(Start.AddHours(2), paused.With("a", "2026-01-01T01:59:00Z", paused: false, Start.AddHours(2)).Since("a"));
        Assert.Null(seen.With("a", null, paused: false, Start).Since("a"));
        Assert.Null(LeaseSightings.Of(new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [GeofedMarks.LeaseSeen] = "{broken" } } }).Since("a"));
    }

    [Theory]
    [InlineData("", "DeadlineExceeded", "2026-01-01T00:01:00Z", true)]
    [InlineData("90", "DeadlineExceeded", "2026-01-01T00:01:00Z", true)]
    [InlineData("60", "DeadlineExceeded", "2026-01-01T00:01:00Z", false)]
    [InlineData("", "BackoffLimitExceeded", "2026-01-01T00:01:00Z", false)]
    [InlineData(null, "DeadlineExceeded", "2026-01-01T00:01:00Z", false)]
    public void OnlyWhatNobodyPutOffHasLapsed(string? own, string reason, string failed, bool lapsed)
    {
        var manifest = JobSamples.Of("Job");
        if (own is not null)
            manifest.Ensure("metadata", "annotations")[GeofedMarks.Leased] = own;
        Assert.Equal(lapsed, JobLease.HasLapsed(manifest, JsonNode.Parse($$"""
            { "startTime": "2026-01-01T00:00:00Z", "conditions": [ { "type": "Failed", "status": "True", "reason": "{{reason}}", "lastTransitionTime": "{{failed}}" } ] }
            """)!.AsObject()));
    }

    [Fact]
    public void OfACopyThatRunsALeaseIsNotTakenAndTheNextOneHasNone()
    {
        var binding = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [GeofedMarks.LeaseGranted] = "90" } } };
        Assert.Equal(TimeSpan.FromMinutes(10), JobLease.Of(binding, JobSamples.Of("Job")));
        Assert.Equal(2, JobLease.Started(binding, JobSamples.Of("Job"), "a").Count(mark => mark.Value is null));
        Assert.Empty(JobLease.Started([], JobSamples.Of("Job"), "a"));
    }

    [Fact]
    public void WhatCannotHaveALeaseIsToldWhy()
    {
        Assert.Null(JobLease.Refusal(JobSamples.Of("Job"), divided: false));
        Assert.Contains("it is a JobSet", JobLease.Refusal(JobSamples.Of("JobSet"), divided: false), StringComparison.Ordinal);
        Assert.Contains("divided", JobLease.Refusal(JobSamples.Of("Job"), divided: true), StringComparison.Ordinal);
        var job = JobSamples.Of("Job");
        job["spec"]!["managedBy"] = "example.com/other";
        Assert.Contains("example.com/other runs it", JobLease.Refusal(job, divided: false), StringComparison.Ordinal);
        job.Ensure("metadata", "labels")["kueue.x-k8s.io/queue-name"] = "team";
        Assert.Contains("Kueue decides", JobLease.Refusal(job, divided: false), StringComparison.Ordinal);
    }

    /// <summary>The cluster: it ends the copy when that has run for as long as it was told last, by its own clock, and a little later.</summary>
    private sealed class PlayedMember(Random random, int lease, int grace)
    {
        private readonly double _rate = 1 + (random.NextDouble() - 0.5) * 0.0018;
        private readonly TimeSpan _wrong = TimeSpan.FromHours(random.Next(-12, 13));
        private readonly TimeSpan _late = TimeSpan.FromSeconds(random.NextDouble() * Math.Max(2, lease / 10.0));
        private readonly DateTimeOffset _start = Start + TimeSpan.FromSeconds(random.NextDouble() * lease);
        private DateTimeOffset? _ended;

        public long Deadline { get; set; } = lease;

        public DateTimeOffset StoppedAt => (_ended ?? DateTimeOffset.MaxValue.AddHours(-1)) + TimeSpan.FromSeconds(grace);

        public string? Started(DateTimeOffset now) => now < _start ? null : KubeTime.Format(_start + _wrong);

        public void Pass(DateTimeOffset now)
        {
            var ends = _start + TimeSpan.FromSeconds(Deadline / _rate) + _late;
            if (now >= ends)
                _ended ??= ends;
        }
    }

    /// <summary>What the federation does about a lease, with the marks that it keeps.</summary>
    private sealed class PlayedPlane(int lease, int grace)
    {
        private readonly JsonObject _binding = new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [GeofedMarks.Lease] = JobLease.Text(lease) } } };
        private long _granted = lease;

        public long? Renew(string? started, bool reachable, DateTimeOffset now)
        {
            if (!reachable)
                return null;
            var seen = LeaseSightings.Of(_binding);
            seen = started is null ? seen : seen.With("a", started, paused: false, now);
            _binding.Ensure("metadata", "annotations")[GeofedMarks.LeaseSeen] = seen.ToText();
            var wanted = JobLease.Grant(TimeSpan.FromSeconds(lease), seen.Since("a"), now);
            if (wanted - _granted < lease / 3.0)
                return null;
            return _granted = wanted;
        }

        public DateTimeOffset? DeadBy()
        {
            var manifest = JobSamples.Of("Job");
            manifest.Ensure("metadata", "annotations")[GeofedMarks.Leased] = "";
            manifest["spec"]!["activeDeadlineSeconds"] = _granted;
            manifest["spec"]!["template"]!["spec"]!["terminationGracePeriodSeconds"] = grace;
            return JobLease.DeadBy(_binding, "a", manifest);
        }
    }
}
