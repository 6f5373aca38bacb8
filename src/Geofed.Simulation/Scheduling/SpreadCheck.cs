namespace Geofed.Simulation.Scheduling;

/// <summary>Whether a pod on a node would make the domains of a topology too uneven (plugins/podtopologyspread/filtering.go). Made once for a pod.</summary>
internal sealed class SpreadCheck
{
    private const string Refusal = "node(s) didn't match pod topology spread constraints";
    private readonly List<(SpreadConstraint Constraint, Dictionary<string, int> Counts, int Least, int Itself)> _rules = [];

    public SpreadCheck(SchedulablePod pod, ClusterState cluster)
    {
        var required = pod.Spread.Where(c => c.Required).ToList();
        foreach (var constraint in required)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var node in cluster.Nodes)
            {
                if (!required.TrueForAll(c => node.Labels.ContainsKey(c.TopologyKey)) || !constraint.Includes(node, pod))
                    continue;
                var domain = node.Labels[constraint.TopologyKey];
                counts[domain] = counts.GetValueOrDefault(domain) + node.Pods.Count(other => constraint.Counts(other, pod.Namespace));
            }
            // Fewer domains than asked for: the missing ones count as empty.
            var least = counts.Count < constraint.MinDomains || counts.Count == 0 ? 0 : counts.Values.Min();
            _rules.Add((constraint, counts, least, constraint.Counts(pod, pod.Namespace) ? 1 : 0));
        }
    }

    public Rejection? Check(NodeState node)
    {
        foreach (var (constraint, counts, least, itself) in _rules)
        {
            if (!node.Labels.TryGetValue(constraint.TopologyKey, out var domain))
                return new(true, Refusal + " (missing required label)");
            if (counts.GetValueOrDefault(domain) + itself - least > constraint.MaxSkew)
                return new(false, Refusal);
        }
        return null;
    }
}
