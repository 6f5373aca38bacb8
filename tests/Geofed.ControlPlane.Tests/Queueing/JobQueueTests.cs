using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Queueing;

public class JobQueueTests
{
    [Fact]
    public async Task AJobThatFindsNoRoomWaitsWithItsReasonAndItsTurnAndStartsWhenRoomComes()
    {
        await using var test = await StartedAsync(("a", 4));
        await test.PublishJobAsync("next", 2);
        var next = await test.UntilWaitingAsync("next", "1");
        await test.PublishJobAsync("last", 4);
        await test.UntilWaitingAsync("last", "2");
        Assert.Equal("It needs 2 nvidia.com/gpu on one node; none of it is free. a is kept for it: it starts when enough of what runs there has ended.", next.Condition("Scheduled").Str("message"));
        Assert.Equal("a", next.Annotation(GeofedMarks.QueueReserved));

        await test.EndAsync("a", "first");
        var started = await test.UntilInAsync("next", "a");
        Assert.Null(started.Annotation(GeofedMarks.QueuePosition));
        await test.UntilWaitingAsync("last", "1");
        await test.RunAsync("a", "next", 2);
        await test.EndAsync("a", "next");
        await test.UntilInAsync("last", "a");
    }

    [Fact]
    public async Task HigherPriorityStartsFirstAlsoWhenItsClassComesAfterThePolicy()
    {
        await using var test = await StartedAsync(("a", 4));
        await test.PublishJobAsync("ordinary", 4);
        await test.UntilWaitingAsync("ordinary", "1");
        await test.PublishJobAsync("urgent", 4, priority: 1000);
        await test.UntilWaitingAsync("urgent", "1");
        await test.UntilWaitingAsync("ordinary", "2");
        await test.EndAsync("a", "first");
        await test.UntilInAsync("urgent", "a");
        await test.UntilWaitingAsync("ordinary", "1");
    }

    [Fact]
    public async Task ASmallJobOvertakesWhereItEndsInTime()
    {
        await using var test = await StartedAsync(5, 3600, ("a", 8));
        await test.PublishJobAsync("big", 8);
        await test.UntilWaitingAsync("big", "1");
        await test.PublishJobAsync("long", 2);
        await test.UntilWaitingAsync("long", "2");
        await test.PublishJobAsync("short", 2, limit: 60);
        await test.UntilInAsync("short", "a");
        await test.UntilWaitingAsync("big", "1");
    }

    [Fact]
    public async Task AJobThatMayDisplacesOneOfLowerPriorityWhichKeepsItsTurn()
    {
        await using var test = await StartedAsync(("a", 4));
        await test.PublishJobAsync("later", 4);
        await test.UntilWaitingAsync("later", "1");
        await test.PublishJobAsync("urgent", 4, priority: 10, annotations: $$"""{ "{{GeofedMarks.Preempt}}": "true" }""");
        await test.UntilWaitingAsync("first", "2");
        Assert.Empty((await test.Api.GetAsync(PlayedJobs.Binding("urgent"), default)).Objects("spec", "clusters"));
        await test.StopAsync("a", "first");
        await test.UntilInAsync("urgent", "a");
        await test.UntilWaitingAsync("first", "1");
        await test.UntilWaitingAsync("later", "2");
    }

    [Fact]
    public async Task AJobThatHasNotStartedInTimeHasFailedAndSaysSo()
    {
        await using var test = await StartedAsync(("a", 4));
        await test.PublishJobAsync("late", 4, annotations: $$"""{ "{{GeofedMarks.StartBy}}": "2026-01-01T00:00:00Z" }""");
        var late = await test.Api.UntilAsync(PlayedJobs.Binding("late"), b => b.Condition("Scheduled").Str("reason") == "StartDeadlinePassed", test.Log);
        Assert.Null(late.Annotation(GeofedMarks.QueuePosition));
        await test.EndAsync("a", "first");
        await test.PublishJobAsync("other", 4);
        await test.UntilInAsync("other", "a");
        Assert.Empty((await test.Api.GetAsync(PlayedJobs.Binding("late"), default)).Objects("spec", "clusters"));
    }

    [Theory]
    [InlineData(GeofedMarks.StartBy, "tomorrow noon", "must be a time like")]
    [InlineData(GeofedMarks.Preempt, "yes", "must be true or false")]
    public async Task WhatTheQueueCannotUnderstandIsRefused(string mark, string value, string message)
    {
        await using var test = await TestFederation.StartAsync();
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.PublishJobAsync("odd", 1, annotations: $$"""{ "{{mark}}": "{{value}}" }"""));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABurstIsGivenNoGpusTwice()
    {
        await using var test = await StartedAsync(("a", 4), ("b", 4));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => test.PublishJobAsync($"j{i}", 2)));
        // No pod ever comes in b: what is on its way there counts.
        var started = new List<string>();
        foreach (var i in Enumerable.Range(0, 6))
        {
            var binding = await test.Api.UntilAsync(PlayedJobs.Binding($"j{i}"), b => b.IsTrue("Scheduled") || b.Annotation(GeofedMarks.QueuePosition) is not null, test.Log);
            if (binding.IsTrue("Scheduled"))
                started.Add(binding.Objects("spec", "clusters").Single().Str("name")!);
        }
        Assert.Equal(["b", "b"], started);
    }

    /// <summary>The first member is full with a Job named "first".</summary>
    private static Task<TestFederation> StartedAsync(params (string Name, int Gpus)[] members) => StartedAsync(members[0].Gpus, null, members);

    private static async Task<TestFederation> StartedAsync(int first, int? limit, params (string Name, int Gpus)[] members)
    {
        var test = await TestFederation.StartAsync([.. members.Select(m => m.Name)]);
        await test.AddNodeAsync(members[0].Name, members[0].Gpus);
        await test.PublishJobAsync("first", first, limit: limit);
        await test.RunAsync(members[0].Name, "first", first);
        foreach (var (name, gpus) in members.Skip(1))
            await test.AddNodeAsync(name, gpus);
        return test;
    }
}
