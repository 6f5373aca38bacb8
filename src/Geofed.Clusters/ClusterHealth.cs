namespace Geofed.Clusters;

/// <summary>How a cluster answered when it was asked.</summary>
public sealed record ClusterHealth(string Name, string Region)
{
    /// <summary>Whether its API answered and took the credentials.</summary>
    public bool Reachable { get; init; }

    /// <summary>From the question to the answer, connection and credentials included; null when there was none.</summary>
    public TimeSpan? Answered { get; init; }

    public string? KubernetesVersion { get; init; }

    public int ReadyNodes { get; init; }

    public int Nodes { get; init; }

    /// <summary>Whether the credentials suffice for Join-Federation, which creates an account with full rights.</summary>
    public bool CanJoin { get; init; }

    /// <summary>What is wrong, when something is.</summary>
    public string? Message { get; init; }

    public bool IsHealthy => Reachable && Message is null;

    public override string ToString() => Name;
}
