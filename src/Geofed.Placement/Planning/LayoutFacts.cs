namespace Geofed.Placement.Planning;

/// <summary>What is the same for all layouts of a problem, worked out once.</summary>
internal sealed class LayoutFacts
{
    private const int MostRanks = 6;

    public LayoutFacts(PlanningProblem problem)
    {
        Problem = problem;
        Free = [.. problem.Clusters.Select(c => new FreeNodes(c))];
        Held = [.. problem.Workloads.Select(w => problem.Clusters.Select(c => w.HeldIn(c.Name)).ToArray())];
        var ranks = problem.Workloads.Select(w => w.Priority).Distinct().Order().Index().ToDictionary(p => p.Item, p => Math.Min(p.Index, MostRanks));
        Importance = [.. problem.Workloads.Select(w => Math.Pow(problem.Weights.PriorityFactor, ranks[w.Priority]))];
        // Where it lies well to its users, before it is known where the others are.
        Nearness = [.. problem.Workloads.Select(w => problem.Clusters.Select(c => w is PlanningService s ? s.Users.Sum(u => u.Share * problem.RoundTripMs(u.Place, c.Region)) : 0).ToArray())];
    }

    public PlanningProblem Problem { get; }

    /// <summary>By cluster, with nothing placed.</summary>
    public IReadOnlyList<FreeNodes> Free { get; }

    /// <summary>By workload and cluster: pods that are there now.</summary>
    public IReadOnlyList<int[]> Held { get; }

    /// <summary>By workload: what its waiting counts by its priority.</summary>
    public IReadOnlyList<double> Importance { get; }

    /// <summary>By workload and cluster: the sum of all users' round trips.</summary>
    public IReadOnlyList<double[]> Nearness { get; }
}
