using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>A cluster that passed the filters, with what is known of it for this workload.</summary>
/// <param name="Allocatable">How many more replicas fit.</param>
/// <param name="Available">How many replicas fit, those there now included.</param>
internal sealed record Candidate(ClusterFacts Cluster, int Score, long Allocatable, long Available, int OverflowOrder)
{
    public string Name => Cluster.Name;

    public string Region => Cluster.Region;

    /// <summary>The group it belongs to when clusters are spread by a field.</summary>
    public string Group(string field) => Cluster.Group(field);

    /// <summary>The best first: those of the affinity itself, those that have it, those with room; then by name.</summary>
    public static int Compare(Candidate a, Candidate b)
    {
        var order = a.OverflowOrder.CompareTo(b.OverflowOrder);
        if (order == 0)
            order = b.Score.CompareTo(a.Score);
        if (order == 0)
            order = b.Available.CompareTo(a.Available);
        return order == 0 ? string.CompareOrdinal(a.Name, b.Name) : order;
    }
}
