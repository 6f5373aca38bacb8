using Geofed.Placement.Planning;

namespace Geofed.Federation;

/// <summary>Pods of one workload that would be better off in another cluster, as a part of a joint plan.</summary>
/// <param name="From">Null for pods that wait.</param>
public sealed record PlacementMove(string Name, string Namespace, string Kind, string Federation, int Replicas, string? From, string To)
{
    /// <summary>What it is good for.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the plan as a whole is good for, e.g. "jobs that wait 2 > 0".</summary>
    public string Effect { get; init; } = "";

    /// <summary>What everything comes to as it is.</summary>
    public PlanTotals Before { get; init; } = new();

    /// <summary>What it would come to with all moves of the plan.</summary>
    public PlanTotals After { get; init; } = new();

    /// <summary>Whether the policy has been changed so.</summary>
    public bool Applied { get; init; }

    public override string ToString() => $"{Kind}/{Name}: {Replicas} {From ?? "waiting"} > {To}";
}
