namespace Geofed.Simulation.Scheduling;

/// <summary>How much a pod likes the pods that are in a node's domains: its preferred affinities less its anti-affinities.</summary>
internal sealed class Company
{
    private readonly Dictionary<(string Key, string Value), double> _domains = [];

    public Company(SchedulablePod pod, ClusterState cluster)
    {
        foreach (var (other, node) in cluster.Placed)
        {
            Add(pod.RatherNear, other, node, cluster, 1);
            Add(pod.RatherFar, other, node, cluster, -1);
        }
    }

    public double Of(NodeState node) => _domains.Sum(d => node.Labels.TryGetValue(d.Key.Key, out var value) && value == d.Key.Value ? d.Value : 0);

    private void Add(IReadOnlyList<AffinityTerm> terms, SchedulablePod other, NodeState node, ClusterState cluster, int sign)
    {
        foreach (var term in terms)
        {
            if (term.Matches(other, cluster) && node.Labels.TryGetValue(term.TopologyKey, out var domain))
                _domains[(term.TopologyKey, domain)] = _domains.GetValueOrDefault((term.TopologyKey, domain)) + sign * term.Weight;
        }
    }
}
