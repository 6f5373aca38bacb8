namespace Geofed.Placement.Planning;

/// <summary>A cluster that workloads may be placed in.</summary>
public sealed record PlanningCluster(string Name, string Region, IReadOnlyList<PlanningNode> Nodes)
{
    /// <summary>
    /// Whether its own scheduler fills nodes up before it begins new ones, as GKE's profile "optimize-utilization" does. Kubernetes by itself takes the emptiest node, and so does
    /// the plan unless this is said: what it counts on must then also happen.
    /// </summary>
    public bool FillsUp { get; init; }
}

/// <summary>One node.</summary>
/// <param name="Kind">What claims know nodes by, e.g. the accelerator.</param>
/// <param name="Free">What is free for the workloads of the problem: also what these hold of it now.</param>
public sealed record PlanningNode(string Kind, IReadOnlyList<long> Free)
{
    /// <summary>What a GPU costs an hour here.</summary>
    public double GpuHourPrice { get; init; }
}

/// <summary>Pods of a workload on a node, by the node's place in its cluster.</summary>
public readonly record struct NodeHold(int Node, int Pods);
