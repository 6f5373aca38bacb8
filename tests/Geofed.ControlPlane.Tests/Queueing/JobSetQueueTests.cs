using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Queueing;

/// <summary>A JobSet stands in the queue like a Job, with all of its pods.</summary>
public class JobSetQueueTests
{
    [Fact]
    public async Task ItWaitsForRoomForAllOfItsPodsRunsAsAWholeAndLeavesItsRoomWhenItIsDone()
    {
        await using var test = await StartedAsync();
        await test.PublishJobAsync("first", 4);
        await test.RunAsync("a", "first", 4);
        await test.PublishJobSetAsync("set", driver: 1, worker: 3);
        var waiting = await test.UntilWaitingAsync("set", "1", "jobset");
        Assert.Equal("It needs 1 pod of 1 nvidia.com/gpu and 2 pods of 3 nvidia.com/gpu each in one cluster; there is room for 1 of 3 pods, in a. a is kept for it: it starts when enough of what runs there has ended.",
            waiting.Condition("Scheduled").Str("message"));
        await test.EndAsync("a", "first");
        await test.UntilInAsync("set", "a", "jobset");
        // All of its room is taken from the start, and after its pods have come.
        await test.PublishJobAsync("next", 2);
        await test.UntilWaitingAsync("next", "1");
        await test.RunJobSetAsync("a", "set", 1, 3, 3);
        await test.UntilWaitingAsync("next", "1");
        await test.EndJobSetAsync("a", "set", 3);
        await test.UntilInAsync("next", "a");
        var done = await test.Api.UntilAsync(PlayedJobs.JobSet("set"), s => s.IsTrue("Completed"), test.Log);
        Assert.Equal("Completed", done.Str("status", "terminalState"));
    }

    [Fact]
    public async Task ItMakesWayForAHigherPriorityAsAWholeAndAJobOfTheSameNameIsAnother()
    {
        await using var test = await StartedAsync();
        await test.PublishJobSetAsync("train", driver: 1, worker: 2);
        await test.RunJobSetAsync("a", "train", 1, 2, 2);
        await test.UntilInAsync("train", "a", "jobset");
        await test.PublishJobAsync("train", 6, priority: 10, annotations: $$"""{ "{{GeofedMarks.Preempt}}": "true" }""");
        await test.UntilWaitingAsync("train", "2", "jobset");
        await test.Member("a").UntilGoneAsync(PlayedJobs.JobSet("train"), test.Log);
        // While one of its pods is there nothing starts.
        foreach (var pod in new[] { "train-0", "train-1", "train-2" })
        {
            Assert.Empty((await test.Api.GetAsync(PlayedJobs.Binding("train"), default)).Objects("spec", "clusters"));
            await test.Member("a").DeleteAsync(new(CoreResources.Pods, "default", pod), new() { GracePeriodSeconds = 0 }, default);
        }
        await test.UntilInAsync("train", "a");
        await test.UntilWaitingAsync("train", "1", "jobset");
    }

    [Fact]
    public async Task WhatKueueSuspendsInTheMemberStaysSuspended()
    {
        await using var test = await StartedAsync();
        await test.PublishJobSetAsync("set", driver: 1, worker: 1);
        await test.Api.PatchAsync(PlayedJobs.JobSet("set"), PatchKind.Merge, Documents.Parse("""{ "metadata": { "labels": { "kueue.x-k8s.io/queue-name": "team" } }, "spec": { "suspend": false } }"""), new(), default);
        var member = test.Member("a");
        await member.UntilAsync(PlayedJobs.JobSet("set"), s => s.Label("kueue.x-k8s.io/queue-name") == "team", test.Log);
        await member.PatchAsync(PlayedJobs.JobSet("set"), PatchKind.Merge, Documents.Parse("""{ "spec": { "suspend": true } }"""), new(), default);
        // A change of the template reaches the member, and leaves that as it is.
        await test.Api.PatchAsync(PlayedJobs.JobSet("set"), PatchKind.Merge, Documents.Parse("""{ "metadata": { "labels": { "team": "a" } } }"""), new(), default);
        Assert.True((await member.UntilAsync(PlayedJobs.JobSet("set"), s => s.Label("team") == "a", test.Log)).Bool("spec", "suspend"));
    }

    private static async Task<TestFederation> StartedAsync()
    {
        var test = await TestFederation.StartAsync("a");
        await test.DefineJobSetsAsync("a");
        await test.AddNodeAsync("a", 7);
        return test;
    }
}
