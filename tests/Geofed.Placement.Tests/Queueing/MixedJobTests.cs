using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Queueing;
using static Geofed.Placement.Tests.Queueing.QueueSamples;

namespace Geofed.Placement.Tests.Queueing;

/// <summary>Jobs of pods of several sizes are queued as a whole.</summary>
public class MixedJobTests
{
    [Fact]
    public void AllOfItsPodsFindNodesAtTheSameTimeOrNoneStarts()
    {
        // In a the two large ones fill a node, and three of five small ones find room on the other one.
        var set = Mixed("set", [(1, 5), (4, 2)], "a", "b");
        Assert.Equal("set starts in b", JobQueue.Plan(State([set], [], ("a", Cluster([8, 3])), ("b", Cluster([4, 9])))).Show());
        Assert.Equal("set waits 1", JobQueue.Plan(State([set], [], ("a", Cluster([8, 3])), ("b", Cluster([7, 5])))).Show());
    }

    [Fact]
    public void TheReasonTellsOfEverySize()
    {
        var plan = JobQueue.Plan(State([Mixed("set", [(1, 1), (8, 2)])], [Running("x", 8)], ("a", Cluster([8, 8, 1], ("x", 0, 8)))));
        Assert.Equal("It needs 1 pod of 1 nvidia.com/gpu and 2 pods of 8 nvidia.com/gpu each in one cluster; there is room for 2 of 3 pods, in a. "
            + "a is kept for it: it starts when enough of what runs there has ended.", plan.Verdicts.Single().Reason);
    }

    [Fact]
    public void WhatItHasStartedTakesTheRoomOfAllItsSizes()
    {
        var plan = JobQueue.Plan(State([Mixed("set", [(2, 1), (4, 1)]), Job("then", 4)], [], ("a", Cluster([4, 4]))));
        Assert.Equal("set starts in a; then waits 1 for a", plan.Show());
    }

    [Fact]
    public void WhileOthersAreOnTheirWayEachOfItsPodsHasRoomWhereverTheyLand()
    {
        // One GPU is on its way, and would take a whole node from the large ones on either.
        var landing = Running("x", 1) with { Landing = [(Gpus(1), 1)] };
        Assert.Equal("set waits 1 for a", JobQueue.Plan(State([Mixed("set", [(8, 2), (1, 1)])], [landing], ("a", Cluster([8, 8, 2])))).Show());
        Assert.Equal("set starts in a", JobQueue.Plan(State([Mixed("set", [(8, 2), (1, 1)])], [landing], ("a", Cluster([8, 8, 8, 8])))).Show());
    }

    [Fact]
    public void AJobAndAJobSetOfOneNameAreTwo()
    {
        var plan = JobQueue.Plan(State([Job("train", 4), Mixed("train", [(4, 1)])], [], ("a", Cluster([4, 4]))));
        Assert.Equal("train starts in a; train starts in a", plan.Show());
    }

    [Fact]
    public void ItIsDisplacedAsAWhole()
    {
        var set = new RunningJob(new("JobSet", "default", "set"), "a") { Started = Start };
        var occupied = new QueueCluster(ClusterOccupancy.Of(
            [Node("n0", 8)],
            [Pod("set-a", "n0", 4), Pod("set-b", "n0", 2)]), []);
        var plan = JobQueue.Plan(State([Job("urgent", 4) with { Priority = 1, Preempts = true }], [set], ("a", occupied)));
        Assert.Equal(["JobSet default/set"], plan.Displaced.Select(d => d.Job.Name.ToString()));
    }

    [Fact]
    public void OfThoseOnTheirWayTheOnesThatAreThereOrDoneAreNotCounted()
    {
        IReadOnlyList<(ReplicaClaim, long)> sets = [(Gpus(4), 2), (Gpus(2), 2)];
        var there = ClusterOccupancy.Of([Node("n0", 8)], [Pod("p0", "n0", 4), Pod("p1", "n0", 2, "Succeeded"), Pod("p2", "n0", 4, "Failed")]);
        Assert.Equal([(4L, 1L), (2L, 1L)], there.Missing(new("JobSet", "default", "set"), sets).Select(s => (s.Claim.Requests["nvidia.com/gpu"], s.Replicas)));
        // To a pod that asks for something else its cluster has added something: it counts for the smallest.
        var odd = ClusterOccupancy.Of([Node("n0", 8)], [Pod("p0", "n0", 3)]);
        Assert.Equal([(4L, 2L), (2L, 1L)], odd.Missing(new("JobSet", "default", "set"), sets).Select(s => (s.Claim.Requests["nvidia.com/gpu"], s.Replicas)));
    }

    [Fact]
    public void PodsThatMayRunOnFewNodesAreNotKeptOutByThoseThatMayRunOnAll()
    {
        var room = ClusterRoom.Of([Node("gpu", 8, """{ "kind": "gpu" }"""), Node("other", 8, "{}")], []);
        var bound = ReplicaClaim.From(JsonNode.Parse("""{ "nodeClaim": { "nodeSelector": { "kind": "gpu" } }, "resourceRequest": { "nvidia.com/gpu": "4" } }""")!.AsObject());
        Assert.Equal(3, room.FitsTogether([(Gpus(8), 1), (bound, 2)]));
    }

    private static JsonObject Node(string name, int gpus, string labels = "{}") => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}", "labels": {{labels}} }, "status": { "allocatable": { "pods": "110", "nvidia.com/gpu": "{{gpus}}" }, "conditions": [ { "type": "Ready", "status": "True" } ] } }
        """)!.AsObject();

    private static JsonObject Pod(string name, string node, int gpus, string phase = "Running") => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}", "namespace": "default", "labels": { "jobset.sigs.k8s.io/jobset-name": "set" } }, "status": { "phase": "{{phase}}" },
          "spec": { "nodeName": "{{node}}", "containers": [ { "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] } }
        """)!.AsObject();
}
