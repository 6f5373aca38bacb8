using Geofed.Placement.Queueing;
using static Geofed.Placement.Tests.Queueing.QueueSamples;

namespace Geofed.Placement.Tests.Queueing;

public class JobQueueTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void HigherPriorityStartsFirstAndOfEqualOnesWhoCameFirst()
    {
        var plan = JobQueue.Plan(State(
            [Job("late", 4) with { Since = Start + Minute }, Job("early", 4), Job("urgent", 4) with { Since = Start + Minute, Priority = 5 }], [], ("a", Cluster([4, 4]))));
        Assert.Equal("urgent starts in a; early starts in a; late waits 1 for a", plan.Show());
    }

    [Fact]
    public void FreeHalvesOfTwoNodesAreNoRoomForAWholeAndTheReasonSaysSo()
    {
        var plan = JobQueue.Plan(State([Job("big", 8)], [Running("x", 4), Running("y", 4)], ("a", Cluster([8, 8], ("x", 0, 4), ("y", 1, 4)))));
        Assert.Equal("big waits 1 for a", plan.Show());
        Assert.Equal("It needs 8 nvidia.com/gpu on one node; the largest free block is 4, in a. a is kept for it: it starts when enough of what runs there has ended.", plan.Verdicts[0].Reason);
    }

    [Fact]
    public void WhatNoClusterHasIsToldWithHowFarItIsFromFitting()
    {
        var plan = JobQueue.Plan(State([Job("huge", 8, pods: 3)], [Running("x", 8)], ("a", Cluster([8, 8], ("x", 0, 8)))));
        Assert.Equal("It needs 3 pods of 8 nvidia.com/gpu each in one cluster, which no cluster has: even if no other job ran, there would be room for 2 of 3 pods, in a. Add nodes, or ask for less.",
            plan.Verdicts.Single().Reason);
    }

    [Fact]
    public void ASmallJobMayNotTakeWhatTheFirstInTheQueueWaitsFor()
    {
        var full = Cluster([4, 4], ("x", 0, 4));
        var plan = JobQueue.Plan(State([Job("big", 4, pods: 2), Job("small", 1)], [Running("x", 4)], ("a", full)));
        Assert.Equal("big waits 1 for a; small waits 2", plan.Show());
        Assert.Equal("It needs 1 nvidia.com/gpu on one node; there is room in a. Ahead of it default/big waits for a.", plan.Verdicts[1].Reason);
    }

    [Fact]
    public void ItOvertakesInAClusterThatIsNotKeptAndWhereItLeavesEnough()
    {
        // In b two of three nodes are enough for the big one, wherever the small one lands.
        var a = Cluster([8, 8, 8], ("x", 0, 8), ("y", 1, 8));
        Assert.Equal("big waits 1 for a; small starts in a", JobQueue.Plan(State([Job("big", 8, pods: 2), Job("small", 1)], [Running("x", 8), Running("y", 8)], ("a", a))).Show());
        Assert.Equal("big waits 1 for a; small starts in b", JobQueue.Plan(State(
            [Job("big", 8, pods: 2), Job("small", 1, 1, "a", "b")], [Running("x", 8)], ("a", Cluster([8, 8], ("x", 0, 8))), ("b", Cluster([1])))).Show());
    }

    [Fact]
    public void NotOneAfterTheOtherOvertakes()
    {
        // The small one that runs came after the big one: two nodes are left for it, and a second small one would take one of them.
        var a = Cluster([8, 8, 8], ("x", 0, 8), ("first", 2, 1));
        var first = Running("first", 1) with { Started = Start + TimeSpan.FromSeconds(0.5) };
        Assert.Equal("big waits 1 for a; second waits 2", JobQueue.Plan(State([Job("big", 8, pods: 2), Job("second", 8)], [Running("x", 8), first], ("a", a))).Show());
    }

    [Fact]
    public void ItOvertakesWhenItEndsBeforeTheFirstCouldStart()
    {
        var (a, x) = (Cluster([8, 8], ("x", 0, 8)), Running("x", 8) with { EndsBy = Start + 10 * Minute });
        Assert.Equal("big waits 1 for a; short starts in a", JobQueue.Plan(State([Job("big", 8, pods: 2), Job("short", 8) with { Limit = 9 * Minute }], [x], ("a", a))).Show());
        Assert.Equal("big waits 1 for a; long waits 2", JobQueue.Plan(State([Job("big", 8, pods: 2), Job("long", 8) with { Limit = 11 * Minute }], [x], ("a", a))).Show());
    }

    [Fact]
    public void NobodyOvertakesOneThatHasWaitedTooLong()
    {
        var a = Cluster([8, 8, 8], ("x", 0, 8), ("y", 1, 8));
        var big = Job("big", 8, pods: 2) with { Since = Start - 11 * Minute };
        Assert.Equal("big waits 1 for a; small waits 2", JobQueue.Plan(State([big, Job("small", 1)], [Running("x", 8), Running("y", 8)], ("a", a))).Show());
    }

    [Fact]
    public void TheClusterThatIsKeptStaysTheSame()
    {
        (string, QueueCluster)[] clusters = [("a", Cluster([8], ("x", 0, 4))), ("b", Cluster([8], ("y", 0, 6)))];
        RunningJob[] running = [Running("x", 4), Running("y", 6, "b")];
        Assert.Equal("big waits 1 for a", JobQueue.Plan(State([Job("big", 8, 1, "a", "b")], running, clusters)).Show());
        Assert.Equal("big waits 1 for b", JobQueue.Plan(State([Job("big", 8, 1, "a", "b") with { Reserved = "b" }], running, clusters)).Show());
    }

    [Fact]
    public void WhatIsOnItsWayMayLandWhereItIsMostInTheWay()
    {
        // Two pods of one GPU each have no node yet: they may be on one node or on both.
        var landing = Running("x", 1) with { Landing = [(Gpus(1), 2)] };
        Assert.Equal("big waits 1 for a", JobQueue.Plan(State([Job("big", 8)], [landing], ("a", Cluster([8, 8])))).Show());
        Assert.Equal("big starts in a", JobQueue.Plan(State([Job("big", 8)], [landing], ("a", Cluster([8, 8, 8])))).Show());
    }

    [Fact]
    public void PreemptionDisplacesAsFewAsWillDoOfTheLowestPriority()
    {
        var a = Cluster([8, 8], ("low", 0, 4), ("mid", 0, 4), ("high", 1, 8));
        RunningJob[] running = [Running("low", 4) with { Priority = 1 }, Running("mid", 4) with { Priority = 2 }, Running("high", 8) with { Priority = 9 }];
        var four = JobQueue.Plan(State([Job("urgent", 4) with { Priority = 5, Preempts = true }], running, ("a", a)));
        Assert.Equal(["low"], four.Displaced.Select(d => d.Job.Name.Name));
        var eight = JobQueue.Plan(State([Job("urgent", 8) with { Priority = 5, Preempts = true }], running, ("a", a)));
        Assert.Equal(["low", "mid"], eight.Displaced.Select(d => d.Job.Name.Name));
        Assert.Equal("urgent waits 1 for a", eight.Show());
        Assert.Empty(JobQueue.Plan(State([Job("urgent", 8) with { Priority = 2, Preempts = true }], running, ("a", a))).Displaced);
        Assert.Empty(JobQueue.Plan(State([Job("patient", 8) with { Priority = 5 }], running, ("a", a))).Displaced);
    }

    [Fact]
    public void PodsOfAJobThatIsBeingDeletedAreNoReasonToGiveUp()
    {
        var plan = JobQueue.Plan(State([Job("big", 8, pods: 2), Job("small", 1)], [], ("a", Cluster([8, 8], ("deleted", 0, 8)))));
        Assert.Equal("big waits 1 for a; small waits 2", plan.Show());
    }

    [Fact]
    public void WhileTheDisplacedStopNobodyElseMakesWay()
    {
        var a = Cluster([8, 8], ("low", 0, 8), ("other", 1, 8));
        var plan = JobQueue.Plan(State([Job("urgent", 8) with { Priority = 5, Preempts = true }, Job("low", 8) with { Held = "its former copy is being stopped" }], [Running("other", 8)], ("a", a)));
        Assert.Empty(plan.Displaced);
        Assert.Equal("urgent waits 1 for a; low waits 2", plan.Show());
    }

    [Fact]
    public void WhoHadToStartEarlierIsLate()
    {
        var a = Cluster([8], ("x", 0, 8));
        var plan = JobQueue.Plan(State([Job("late", 8) with { StartBy = Start }], [Running("x", 8)], ("a", a)));
        Assert.Equal("late is late", plan.Show());
        Assert.StartsWith("It had to start by 2026-01-01T00:00:00Z, and there was no room", plan.Verdicts[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EarlierGroupsOfClustersComeFirst()
    {
        var job = Job("job", 1) with { Candidates = [["near"], ["far", "farther"]] };
        Assert.Equal("job starts in near", JobQueue.Plan(State([job], [], ("near", Cluster([1])), ("far", Cluster([8])), ("farther", Cluster([9])))).Show());
        Assert.Equal("job starts in farther", JobQueue.Plan(State([job], [], ("near", Cluster([0])), ("far", Cluster([8])), ("farther", Cluster([9])))).Show());
    }
}
