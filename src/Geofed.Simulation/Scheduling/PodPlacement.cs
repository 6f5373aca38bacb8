namespace Geofed.Simulation.Scheduling;

/// <summary>Where a pod goes, or why it can go nowhere. A pure function of the cluster's state.</summary>
internal static class PodPlacement
{
    /// <param name="claims">What the pod's claims allow.</param>
    public static (NodeState? Node, string Message) Decide(SchedulablePod pod, ClusterState cluster, ClaimCheck claims)
    {
        var nodes = cluster.Nodes;
        if (nodes.Count == 0)
            return (null, "no nodes available to schedule pods");
        if (claims.Problem is { } problem)
            return (null, Unschedulable.Message(pod, nodes.Count, problem));
        var affinity = new AffinityCheck(pod, cluster);
        var spread = new SpreadCheck(pod, cluster);
        var feasible = new List<NodeState>();
        var rejections = new List<Rejection>();
        foreach (var node in nodes)
        {
            if ((Filters.Check(pod, node) ?? claims.Check(node) ?? spread.Check(node) ?? affinity.Check(node)) is { } rejection)
                rejections.Add(rejection);
            else
                feasible.Add(node);
        }
        return feasible.Count switch
        {
            0 => (null, Unschedulable.Message(pod, rejections)),
            1 => (feasible[0], ""),
            _ => (Scores.Choose(pod, feasible, cluster), ""),
        };
    }
}
