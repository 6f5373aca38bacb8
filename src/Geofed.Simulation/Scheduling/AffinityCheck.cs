namespace Geofed.Simulation.Scheduling;

/// <summary>Whether a pod may be with, and without, the pods that are there (plugins/interpodaffinity/filtering.go). Made once for a pod.</summary>
internal sealed class AffinityCheck
{
    private readonly SchedulablePod _pod;
    private readonly HashSet<(string Key, string Value)> _near = [];
    private readonly HashSet<(string Key, string Value)> _far = [];
    private readonly HashSet<(string Key, string Value)> _unwanted = [];
    private readonly bool _isFirst;

    public AffinityCheck(SchedulablePod pod, ClusterState cluster)
    {
        _pod = pod;
        if (pod.Near.Count + pod.Far.Count > 0)
        {
            foreach (var (other, node) in cluster.Placed)
            {
                if (pod.Near.Count > 0 && pod.Near.All(term => term.Matches(other, cluster)))
                    Mark(_near, pod.Near, node);
                Mark(_far, pod.Far.Where(term => term.Matches(other, cluster)), node);
            }
        }
        foreach (var (other, node) in cluster.KeepingAway)
            Mark(_unwanted, other.Far.Where(term => term.Matches(pod, cluster)), node);
        // The first of a group that wants to be together has nobody to be with.
        _isFirst = _near.Count == 0 && pod.Near.All(term => term.Matches(pod, cluster));
    }

    public Rejection? Check(NodeState node)
    {
        foreach (var term in _pod.Near)
        {
            if (!node.Labels.TryGetValue(term.TopologyKey, out var domain) || !_isFirst && !_near.Contains((term.TopologyKey, domain)))
                return new(true, "node(s) didn't match pod affinity rules");
        }
        if (_pod.Far.Any(term => node.Labels.TryGetValue(term.TopologyKey, out var domain) && _far.Contains((term.TopologyKey, domain))))
            return new(false, "node(s) didn't match pod anti-affinity rules");
        return _unwanted.Any(domain => node.Labels.TryGetValue(domain.Key, out var value) && value == domain.Value)
            ? new(false, "node(s) didn't satisfy existing pods anti-affinity rules")
            : null;
    }

    private static void Mark(HashSet<(string, string)> domains, IEnumerable<AffinityTerm> terms, NodeState node)
    {
        foreach (var term in terms)
        {
            if (node.Labels.TryGetValue(term.TopologyKey, out var domain))
                domains.Add((term.TopologyKey, domain));
        }
    }
}
