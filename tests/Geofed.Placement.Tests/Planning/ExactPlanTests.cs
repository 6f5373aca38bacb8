using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

/// <summary>How far plans of small problems are from the best there is.</summary>
public class ExactPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_plan_is_within_a_twentieth_of_the_optimum(int seed)
    {
        var problem = SmallProblems.Of(seed);
        var (plan, optimum) = (PlacementPlanner.Plan(problem), ExactPlan.PointsOf(problem));
        Assert.InRange(plan.After.Points, optimum - 0.1, optimum * 1.05);
    }
}
