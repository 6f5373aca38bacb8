using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

/// <summary>How far plans of small problems are from the best there is: each as a whole, and all together in each of what the points are made of, though that weighs little beside jobs that wait.</summary>
public class ExactPlanTests
{
    [Fact]
    public void Plans_are_within_a_twentieth_of_the_optimum()
    {
        var all = Enumerable.Range(1, 20).AsParallel().Select(SmallProblems.Of).Select(p => (Plan: PlacementPlanner.Plan(p).After, Best: ExactPlan.Of(p))).ToList();
        Assert.All(all, a => Assert.InRange(a.Plan.Points, a.Best.Points - 0.1, a.Best.Points * 1.05));
        Assert.InRange(all.Sum(a => a.Plan.GpusInUse), all.Sum(a => a.Best.GpusInUse) * 0.95, double.MaxValue);
        Assert.InRange(all.Sum(a => a.Plan.WaitingJobs), 0, all.Sum(a => a.Best.WaitingJobs) * 1.05);
        Assert.InRange(all.Sum(a => a.Plan.MovedGB), 0, all.Sum(a => a.Best.MovedGB) * 1.05);
        Assert.InRange(all.Sum(a => a.Plan.UserMs), 0, all.Sum(a => a.Best.UserMs) * 1.05);
    }
}
