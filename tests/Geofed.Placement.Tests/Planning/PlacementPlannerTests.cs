using CsCheck;
using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

public class PlacementPlannerTests
{
    private static readonly PodClaim One = new([1]);

    [Fact]
    public void Replicas_make_room_for_a_job_that_needs_a_whole_node()
    {
        var problem = new PlanningProblem(
            [Cluster("a", 8), Cluster("b", 4)],
            [Running(new PlanningService("serve", 2, One), "a", 2), new PlanningJob("train", 1, new([8]))]);
        var plan = PlacementPlanner.Plan(problem);
        Assert.Equal(["serve: 2 a > b", "train: 1 waiting > a"], plan.Moves.Select(m => m.ToString()));
        Assert.Equal(["makes room for train", "it can start now"], plan.Moves.Select(m => m.Reason));
        Assert.Equal((1, 0), (plan.Before.WaitingJobs, plan.After.WaitingJobs));
        Assert.Equal((2, 10), (plan.Before.GpusInUse, plan.After.GpusInUse));
    }

    [Fact]
    public void What_must_stay_stays_and_the_job_waits()
    {
        var problem = new PlanningProblem(
            [Cluster("a", 8), Cluster("b", 4)],
            [Running(new PlanningJob("small", 1, One) { Movable = false }, "a", 1), new PlanningJob("train", 1, new([8]))]);
        Assert.Empty(PlacementPlanner.Plan(problem).Moves);
        Assert.Equal(2, PlacementPlanner.Plan(problem with { Workloads = [problem.Workloads[0] with { Movable = true }, problem.Workloads[1]] }).Moves.Count);
    }

    [Fact]
    public void A_running_job_is_not_moved_for_less_than_its_lost_work()
    {
        var problem = new PlanningProblem(
            [Cluster("a", 8), Cluster("b", 8)],
            [
                Running(new PlanningJob("long", 1, One) { Unsaved = TimeSpan.FromHours(300), Duration = TimeSpan.FromHours(1) }, "a", 1),
                Running(new PlanningJob("other", 1, One) { Movable = false, Duration = TimeSpan.FromHours(1) }, "b", 1),
                new PlanningJob("train", 1, new([8])) { Duration = TimeSpan.FromHours(2) },
            ]);
        var plan = PlacementPlanner.Plan(problem);
        Assert.Empty(plan.Moves);
        Assert.Equal(TimeSpan.FromHours(1), plan.After.Waiting);
    }

    [Fact]
    public void A_job_goes_to_its_data_and_replicas_to_their_users()
    {
        var problem = new PlanningProblem(
            [Cluster("near", 8), Cluster("far", 8)],
            [
                Running(new PlanningService("serve", 4, One) { Users = [new("near", 1), new("far", 3)] }, "near", 4),
                new PlanningJob("train", 1, One) { DataRegions = ["far"], DataGB = 100 },
            ])
        { Kilometres = (a, b) => a == b ? 0 : 8000, RoundTripMs = (a, b) => a == b ? 5 : 105 };
        var plan = PlacementPlanner.Plan(problem);
        Assert.Equal(["serve: 3 near > far", "train: 1 waiting > far"], plan.Moves.Select(m => m.ToString()));
        Assert.Equal(["its users are 5 ms away instead of 80 ms", "it can start now; its data is there"], plan.Moves.Select(m => m.Reason));
        Assert.Equal((0, 5), (plan.After.MovedGB, Math.Round(plan.After.UserMs)));
    }

    [Fact]
    public void The_more_important_of_two_jobs_gets_the_only_room()
    {
        var problem = new PlanningProblem([Cluster("a", 4)], [new PlanningJob("first", 1, new([4])), new PlanningJob("urgent", 1, new([4])) { Priority = 5 }]);
        Assert.Equal("urgent: 1 waiting > a", Assert.Single(PlacementPlanner.Plan(problem).Moves).ToString());
    }

    [Fact]
    public void A_region_gets_the_least_that_is_asked_for()
    {
        var problem = new PlanningProblem([Cluster("a", 8), Cluster("b", 8)], [Running(new PlanningService("serve", 4, One) { LeastByRegion = new Dictionary<string, int> { ["b"] = 1 } }, "a", 4)]);
        Assert.Equal("serve: 1 a > b", Assert.Single(PlacementPlanner.Plan(problem).Moves).ToString());
    }

    [Fact]
    public void Jobs_are_planned_where_they_may_run_only()
    {
        var problem = new PlanningProblem([Cluster("a", 8), Cluster("b", 8)], [new PlanningJob("train", 1, One) { Clusters = new HashSet<string> { "b" } }, new PlanningJob("huge", 3, new([8]))]);
        Assert.Equal("train: 1 waiting > b", Assert.Single(PlacementPlanner.Plan(problem).Moves).ToString());
    }

    [Fact]
    public void A_plan_is_never_worse_than_what_is_and_always_fits() =>
        Gen.Int[1, 1_000_000].Sample(seed =>
        {
            var problem = SmallProblems.Of(seed) with { Budget = 300 };
            var plan = PlacementPlanner.Plan(problem);
            Assert.True(plan.After.Points <= plan.Before.Points);
            Assert.Equal(plan.Moves.Count == 0, plan.After == plan.Before);
            foreach (var workload in problem.Workloads)
            {
                var placed = plan.Placement[workload.Name];
                Assert.True(workload is PlanningService || placed.Count == 0 || placed.Values.SequenceEqual([workload.Pods]));
                Assert.All(placed.Keys, c => Assert.True(workload.MayRunIn(c)));
                if (!workload.Movable)
                    Assert.Equal(workload.Holds.Keys, placed.Keys);
            }
            foreach (var cluster in problem.Clusters)
                Assert.True(problem.Workloads.Sum(w => plan.Placement[w.Name].GetValueOrDefault(cluster.Name) * w.Claim.Gpus) <= cluster.Nodes.Sum(n => n.Free[0]));
        }, iter: 100);

    [Fact]
    public void The_same_problem_gives_the_same_plan() =>
        Assert.Equal(PlacementPlanner.Plan(SmallProblems.Of(3)).Moves.Select(m => $"{m} {m.Reason}"), PlacementPlanner.Plan(SmallProblems.Of(3)).Moves.Select(m => $"{m} {m.Reason}"));

    private static PlanningCluster Cluster(string name, params long[] gpus) => new(name, name, [.. gpus.Select(g => new PlanningNode("gpu", [g]))]);

    private static PlanningWorkload Running(PlanningWorkload workload, string cluster, int pods) =>
        workload with { Holds = new Dictionary<string, IReadOnlyList<NodeHold>> { [cluster] = [new(0, pods)] } };
}
