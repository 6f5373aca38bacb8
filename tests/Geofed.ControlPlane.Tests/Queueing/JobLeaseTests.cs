using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Queueing;

/// <summary>A Job with a lease starts elsewhere without a person's word, and not before its former copy has ended by its own cluster's rules.</summary>
public class JobLeaseTests
{
    private const int Lease = 2;

    [Fact]
    public async Task TheEndOfItsCopyIsPutOffAsLongAsItsMemberAnswersAndItsTemplateSaysNothingOfThat()
    {
        await using var test = await StartedAsync();
        var first = (await test.Member("a").GetAsync(PlayedJobs.Job("train"), default)).Int("spec", "activeDeadlineSeconds");
        await test.Member("a").UntilAsync(PlayedJobs.Job("train"), j => j.Int("spec", "activeDeadlineSeconds") >= first + 2, test.Log);
        Assert.Null((await test.Api.GetAsync(PlayedJobs.Job("train"), default)).At("spec", "activeDeadlineSeconds"));
    }

    [Fact]
    public async Task WhatItsAuthorAllowsStillCounts()
    {
        await using var test = await StartedAsync(limit: 3);
        await test.Api.UntilAsync(PlayedJobs.Binding("train"), b => long.Parse(b.Annotation(GeofedMarks.LeaseGranted) ?? "0", System.Globalization.CultureInfo.InvariantCulture) > 3, test.Log);
        Assert.Equal(3, (await test.Member("a").GetAsync(PlayedJobs.Job("train"), default)).Int("spec", "activeDeadlineSeconds"));
        // It ran for as long: that is a failure.
        await test.FailInTimeAsync("a", "train", "2026-01-01T00:00:03Z");
        await test.Api.UntilAsync(PlayedJobs.Job("train"), j => j.IsTrue("Failed"), test.Log);
    }

    [Fact]
    public async Task WhenItsMemberIsLostItStartsElsewhereAfterItHasEndedThereAndTheDeadCopyGoesWhenTheMemberComesBack()
    {
        await using var test = await StartedAsync();
        test.Faults["a"].Fault = Fault.Refuse;
        var waiting = await test.UntilWaitingAsync("train", "1");
        Assert.Contains("may still run until", waiting.Condition("Scheduled").Str("message"), StringComparison.Ordinal);
        var deadline = (await test.Member("a").GetAsync(PlayedJobs.Job("train"), default)).Int("spec", "activeDeadlineSeconds")!.Value;
        var started = KubeTime.Parse((await test.UntilInAsync("train", "b")).Annotation(GeofedMarks.QueueStarted))!.Value;
        var seen = Geofed.Placement.Queueing.LeaseSightings.Of(waiting).Since("a")!.Value;
        Assert.True(started >= seen.AddSeconds(deadline), $"it started in b at {started:O}, and could run in a until {seen.AddSeconds(deadline):O}");
        await test.RunAsync("b", "train", 4);
        await test.FailInTimeAsync("a", "train", "2026-01-01T00:00:02Z");
        test.Faults["a"].Fault = Fault.None;
        await test.Member("a").UntilGoneAsync(PlayedJobs.Job("train"), test.Log);
        await test.UntilInAsync("train", "b");
        Assert.False((await test.Api.GetAsync(PlayedJobs.Job("train"), default)).IsTrue("Failed"));
    }

    [Fact]
    public async Task WithoutHavingSeenThatItStartedNobodySaysThatItHasEnded()
    {
        await using var test = await StartedAsync(running: false);
        test.Faults["a"].Fault = Fault.Refuse;
        var waiting = await test.UntilWaitingAsync("train", "1");
        Assert.Contains("It goes on there when a is found again", waiting.Condition("Scheduled").Str("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheFederationWasDownForLongerThanTheLeaseTheJobStartsAgainAndHasNotFailed()
    {
        await using var test = await StartedAsync();
        await test.StopPlaneAsync();
        await test.FailInTimeAsync("a", "train", "2026-01-01T00:00:02Z");
        var copy = await test.Member("a").GetAsync(PlayedJobs.Job("train"), default);
        await test.StartPlaneAsync();
        await test.Member("a").UntilAsync(PlayedJobs.Job("train"), j => j.Uid() != copy.Uid(), test.Log);
        Assert.False((await test.Api.GetAsync(PlayedJobs.Job("train"), default)).IsTrue("Failed"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("soon")]
    public async Task ALeaseIsANumberOfSeconds(string lease)
    {
        await using var test = await TestFederation.StartAsync();
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.PublishJobAsync("odd", 1, annotations: $$"""{ "{{GeofedMarks.Lease}}": "{{lease}}" }"""));
        Assert.Contains("must be a whole number of seconds above 0", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A Job that runs in member a, and has room in b. Its pods stop at once when they are told to.</summary>
    private static async Task<TestFederation> StartedAsync(bool running = true, int? limit = null)
    {
        var test = await TestFederation.StartAsync("a", "b");
        await test.AddNodeAsync("a", 4);
        await test.PublishJobAsync("train", 4, annotations: $$"""{ "{{GeofedMarks.Lease}}": "{{Lease}}" }""", limit: limit, grace: 0);
        await test.Member("a").UntilAsync(PlayedJobs.Job("train"), j => j.Int("spec", "activeDeadlineSeconds") is not null, test.Log);
        await test.AddNodeAsync("b", 4);
        if (!running)
            return test;
        await test.Member("a").PatchAsync(PlayedJobs.Job("train") with { Subresource = "status" }, PatchKind.Merge, Documents.Parse("""{ "status": { "active": 1, "startTime": "2026-01-01T00:00:00Z" } }"""), new(), default);
        await test.Api.UntilAsync(PlayedJobs.Binding("train"), b => b.Annotation(GeofedMarks.LeaseSeen)?.Contains("seen", StringComparison.Ordinal) == true, test.Log);
        return test;
    }
}
