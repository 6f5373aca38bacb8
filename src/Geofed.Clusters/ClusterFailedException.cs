namespace Geofed.Clusters;

/// <summary>A cluster could not be created.</summary>
public sealed class ClusterFailedException(string cluster, string reason) : Exception($"Cluster '{cluster}' could not be created: {reason}{(reason[^1] is '.' or '?' ? "" : ".")}")
{
    public string Cluster { get; } = cluster;
}
