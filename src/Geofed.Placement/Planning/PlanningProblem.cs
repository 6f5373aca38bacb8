namespace Geofed.Placement.Planning;

/// <summary>What is to be planned: clusters, and everything that is placed in them or waits.</summary>
/// <param name="Workloads">Those of the same priority in the order in which they wait.</param>
public sealed record PlanningProblem(IReadOnlyList<PlanningCluster> Clusters, IReadOnlyList<PlanningWorkload> Workloads)
{
    /// <summary>Kilometres between two regions; all are in the same place when nobody says otherwise.</summary>
    public Func<string, string, double> Kilometres { get; init; } = (_, _) => 0;

    /// <summary>Milliseconds from a place where users are to a region and back.</summary>
    public Func<string, string, double> RoundTripMs { get; init; } = (_, _) => 0;

    public PlanWeights Weights { get; init; } = new();

    /// <summary>How long a job is taken to run, or to wait, of which nobody knows it.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How many placements are tried at most: 4,000, and of a small problem, where each costs little, up to 32,000. The plan depends on nothing else than
    /// this and the problem.
    /// </summary>
    public int Budget
    {
        get => field > 0 ? field : Math.Clamp(1_500_000 / Math.Max(1, Clusters.Count * Workloads.Count), 4000, 32000);
        init;
    }
}
