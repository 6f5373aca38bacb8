namespace Geofed.Placement.Planning;

/// <summary>A better joint placement: what to move, and what it comes to. Without moves when none better was found.</summary>
public sealed record PlacementPlan(IReadOnlyList<PlanMove> Moves, PlanTotals Before, PlanTotals After)
{
    /// <summary>By workload: its pods in each cluster, also of those that stay.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Placement { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, int>>();
}

/// <summary>Pods of one workload that get another cluster.</summary>
/// <param name="From">Null for pods that wait.</param>
public sealed record PlanMove(string Workload, int Pods, string? From, string To)
{
    /// <summary>What it is good for, in words.</summary>
    public string Reason { get; init; } = "";

    public override string ToString() => $"{Workload}: {Pods} {From ?? "waiting"} > {To}";
}
