namespace Geofed.PulumiDouble;

/// <summary>How long Google takes for what is asked of it, roughly, in minutes.</summary>
internal static class WorkTimes
{
    public static double Minutes(string type, string operation) => (type, operation) switch
    {
        ("gcp:container/cluster:Cluster", "create") => 7,
        ("gcp:container/cluster:Cluster", "delete") => 4,
        ("gcp:container/cluster:Cluster", "update") => 3,
        ("gcp:container/nodePool:NodePool", "create") => 1.6,
        ("gcp:container/nodePool:NodePool", "delete") => 2.5,
        ("gcp:container/nodePool:NodePool", "update") => 0.7,
        ("kubernetes:helm.sh/v3:Release", "create") => 4,
        (_, "read") => 0.02,
        var (other, _) when other.StartsWith("gcp:", StringComparison.Ordinal) => 0.3,
        var (other, _) when other.StartsWith("kubernetes:", StringComparison.Ordinal) => 0.05,
        _ => 0,
    };
}
