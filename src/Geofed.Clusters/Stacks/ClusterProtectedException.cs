namespace Geofed.Clusters.Stacks;

/// <summary>A cluster is not deleted, because it is protected.</summary>
public sealed class ClusterProtectedException(string cluster) : Exception($"Cluster '{cluster}' is protected against deletion.")
{
    public string Cluster { get; } = cluster;
}
