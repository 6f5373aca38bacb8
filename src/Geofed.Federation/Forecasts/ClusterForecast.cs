namespace Geofed.Federation;

/// <summary>What a cluster would get of a workload, and why.</summary>
public sealed record ClusterForecast(string Cluster, string Workload, string Federation)
{
    public string Region { get; init; } = "";

    /// <summary>Whether the workload would run there.</summary>
    public bool Chosen { get; init; }

    /// <summary>What it would run there; 0 for a kind without replicas.</summary>
    public long Replicas { get; init; }

    /// <summary>What it is to run there now.</summary>
    public long CurrentReplicas { get; init; }

    /// <summary>How many more replicas find room there; null when it could not be asked.</summary>
    public long? Room { get; init; }

    /// <summary>Why it is chosen or not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>False for a cluster that exists in the question only.</summary>
    public bool Exists { get; init; } = true;

    public override string ToString() => Chosen ? $"{Cluster} ({Replicas})" : Cluster;
}

/// <summary>Where a workload would go.</summary>
/// <param name="Message">What the scheduler says: Karmada's words.</param>
public sealed record PlacementForecast(bool Placed, string Message, IReadOnlyList<ClusterForecast> Clusters);
