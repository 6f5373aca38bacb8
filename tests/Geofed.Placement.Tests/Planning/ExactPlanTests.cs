using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

/// <summary>How far plans of small problems are from the best there is.</summary>
public class ExactPlanTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_plan_is_within_a_twentieth_of_the_optimum(int seed)
    {
        var problem = SmallProblems.Of(seed);
        var (plan, optimum) = (PlacementPlanner.Plan(problem), ExactPlan.Of(problem).Points);
        Assert.InRange(plan.After.Points, optimum - 0.1, optimum * 1.05);
    }
}
