namespace Geofed.Simulation.Scheduling;

/// <summary>How good nodes are for a pod, by upstream's default plugins and their weights. Made once for a pod and the nodes that it can be on.</summary>
internal sealed class Scores
{
    private const double Best = 100;
    private readonly double[] _scores;

    private Scores(int nodes) => _scores = new double[nodes];

    /// <summary>The best node; of equal ones the one with fewer pods, then by name.</summary>
    public static NodeState Choose(SchedulablePod pod, IReadOnlyList<NodeState> nodes, ClusterState cluster)
    {
        var scores = new Scores(nodes.Count);
        scores.Add(nodes, 3, node => -node.Taints.Count(taint => taint.Effect == "PreferNoSchedule" && !pod.Tolerations.Any(t => t.Tolerates(taint))));
        if (pod.PreferredNodes.Count > 0)
            scores.Add(nodes, 2, node => pod.PreferredNodes.Where(p => p.Term.Matches(node.Name, node.Labels)).Sum(p => p.Weight));
        if (pod.RatherNear.Count + pod.RatherFar.Count > 0)
            scores.Add(nodes, 2, new Company(pod, cluster).Of);
        scores.Add(nodes, 2, new Crowding(pod, nodes, cluster).Of);
        for (var i = 0; i < nodes.Count; i++)
            scores._scores[i] += Resources(pod, nodes[i]);
        return nodes.Select((node, i) => (node, i)).MinBy(n => (-Math.Round(scores._scores[n.i], 6), n.node.Pods.Count, n.i)).node;
    }

    /// <summary>Adds a plugin's values, stretched so that the best node gets 100 and the worst 0; nothing where all are equal.</summary>
    private void Add(IReadOnlyList<NodeState> nodes, int weight, Func<NodeState, double> value)
    {
        var values = nodes.Select(value).ToArray();
        var (least, most) = (values.Min(), values.Max());
        if (most <= least)
            return;
        for (var i = 0; i < values.Length; i++)
            _scores[i] += weight * Best * (values[i] - least) / (most - least);
    }

    /// <summary>NodeResourcesFit (LeastAllocated) and NodeResourcesBalancedAllocation, over cpu and memory.</summary>
    private static double Resources(SchedulablePod pod, NodeState node)
    {
        var cpu = Used(node.ScoredRequested.MilliCpu + pod.ScoredRequests.MilliCpu, node.Allocatable.MilliCpu);
        var memory = Used(node.ScoredRequested.Memory + pod.ScoredRequests.Memory, node.Allocatable.Memory);
        var free = (2 - cpu - memory) / 2 * Best;
        return free + (1 - Math.Abs(cpu - memory) / 2) * Best;

        static double Used(long requested, long allocatable) => allocatable == 0 ? 1 : Math.Min(1, (double)requested / allocatable);
    }
}
