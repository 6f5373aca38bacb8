namespace Geofed.Clusters.Gke;

/// <summary>Labels that Geofed puts on what it creates.</summary>
public static class GkeLabels
{
    /// <summary>On nodes: the cluster that they are of. Region and zone are in GKE's own labels topology.kubernetes.io/region and /zone.</summary>
    public const string Cluster = "geofed.io/cluster";

    /// <summary>On nodes near a set of data: this and the data's name.</summary>
    public const string DataPrefix = "data.geofed.io/";

    /// <summary>Cost labels of a cluster.</summary>
    internal static IReadOnlyDictionary<string, string> Costs(GkeClusterSpec spec) => new Dictionary<string, string>(spec.Labels)
    {
        ["managed-by"] = "geofed",
        ["geofed-cluster"] = spec.Name,
        ["geofed-region"] = spec.Region,
    };

    /// <summary>Cost labels of a pool's machines.</summary>
    internal static IReadOnlyDictionary<string, string> Costs(GkeClusterSpec spec, GkeNodePool pool) => new Dictionary<string, string>(Costs(spec)) { ["geofed-pool"] = pool.Name };

    /// <summary>Kubernetes labels of a pool's nodes: the pool's count more than the cluster's.</summary>
    internal static IReadOnlyDictionary<string, string> Nodes(GkeClusterSpec spec, GkeNodePool pool)
    {
        var labels = new Dictionary<string, string>(spec.NodeLabels);
        foreach (var (key, value) in pool.Nodes.Labels)
            labels[key] = value;
        labels[Cluster] = spec.Name;
        return labels;
    }
}
