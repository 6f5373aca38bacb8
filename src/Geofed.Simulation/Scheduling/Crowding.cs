namespace Geofed.Simulation.Scheduling;

/// <summary>
/// How many pods of the same kind share a node's domains: by the pod's own ScheduleAnyway constraints, and without any by its controller, over zones
/// and nodes (plugins/podtopologyspread/scoring.go, with the cluster's default constraints).
/// </summary>
internal sealed class Crowding
{
    private const string Zone = "topology.kubernetes.io/zone";
    private readonly List<(string Key, double Weight, Dictionary<string, int> Counts)> _rules = [];
    private readonly string _controller;
    private readonly double _nodeWeight;

    public Crowding(SchedulablePod pod, IReadOnlyList<NodeState> nodes, ClusterState cluster)
    {
        _controller = pod.Spread.Count == 0 ? pod.Controller : "";
        if (_controller.Length > 0)
        {
            Rule(Zone, cluster, node => node.OfController(_controller));
            _nodeWeight = Weight(nodes.Count);
        }
        foreach (var constraint in pod.Spread.Where(c => !c.Required))
            Rule(constraint.TopologyKey, cluster, node => node.Pods.Count(other => constraint.Counts(other, pod.Namespace)));
    }

    /// <summary>The less crowded the better.</summary>
    public double Of(NodeState node) => -(_nodeWeight * node.OfController(_controller)
        + _rules.Sum(rule => node.Labels.TryGetValue(rule.Key, out var domain) ? rule.Weight * rule.Counts.GetValueOrDefault(domain) : 0));

    private void Rule(string key, ClusterState cluster, Func<NodeState, int> count)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in cluster.Nodes)
        {
            if (node.Labels.TryGetValue(key, out var domain))
                counts[domain] = counts.GetValueOrDefault(domain) + count(node);
        }
        _rules.Add((key, Weight(counts.Count), counts));
    }

    /// <summary>A pod more in one of few large domains says less than one in one of many small ones.</summary>
    private static double Weight(int domains) => Math.Log(domains + 2);
}
