using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Anything that a federation has placed on its members, of any kind, and what has become of it in each.</summary>
/// <param name="Namespace">Empty for a kind that has none.</param>
public sealed record FederatedResource(string Name, string Namespace, string Kind, string Federation)
{
    public string ApiVersion { get; init; } = "";

    /// <summary>Replicas asked for; 0 for a kind that has none.</summary>
    public long Replicas { get; init; }

    public WorkloadState Status { get; init; }

    /// <summary>Why it is not ready; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>The policy that places it; null when it travels with another, or is not placed.</summary>
    public string? Policy { get; init; }

    public IReadOnlyList<FederatedResourceCluster> Clusters { get; init; } = [];
    public DateTimeOffset? CreatedAt { get; init; }

    internal ResourceKey Key => new(GroupVersionKind.From(ApiVersion, Kind), new(Namespace.Length == 0 ? null : Namespace, Name));

    public override string ToString() => $"{Kind}/{Name}";
}

/// <summary>One cluster's part of a <see cref="FederatedResource"/>.</summary>
/// <param name="Replicas">What this cluster is to run; 0 for a kind that has no replicas.</param>
public sealed record FederatedResourceCluster(string Cluster, long Replicas)
{
    /// <summary>Whether the cluster has taken it.</summary>
    public bool Applied { get; init; }

    /// <summary>Healthy, Unhealthy, or Unknown where nobody can tell by its kind.</summary>
    public string Health { get; init; } = "Unknown";

    public WorkloadState Status { get; init; }

    /// <summary>Why it is not ready; null when it is.</summary>
    public string? Reason { get; init; }

    public override string ToString() => Replicas > 0 ? $"{Cluster} ({Replicas})" : Cluster;
}

/// <summary>Which object of a federation is meant.</summary>
public readonly record struct ResourceKey(GroupVersionKind Kind, NamespacedName Name)
{
    public override string ToString() => $"{Kind.Kind} {Name}";
}
