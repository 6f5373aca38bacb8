namespace Geofed.Federation;

/// <summary>A Service of a federation: in which clusters it is, which of them export it, which import it, and where it leads from each.</summary>
public sealed record FederatedService(string Name, string Namespace, string Federation)
{
    public ServiceType Type { get; init; }

    /// <summary>"80/TCP", "https 443/TCP".</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Whether other clusters may use it.</summary>
    public bool Exported { get; init; }

    /// <summary>Clusters whose pods are behind it elsewhere.</summary>
    public IReadOnlyList<string> ExportedFrom { get; init; } = [];

    /// <summary>Clusters that use what others export.</summary>
    public IReadOnlyList<string> ImportedBy { get; init; } = [];

    /// <summary>Names by which pods reach what is exported; the Service's own name, which leads to a cluster's own pods, where it is not exported.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>What is wrong: an export that is not valid, clusters that do not agree, a cluster that does not answer; null when nothing is.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<FederatedServiceCluster> Clusters { get; init; } = [];
    public DateTimeOffset? CreatedAt { get; init; }

    public override string ToString() => Name;
}

/// <summary>A <see cref="FederatedService"/> as it is in one cluster.</summary>
public sealed record FederatedServiceCluster(string Cluster)
{
    public ServiceRole Role { get; init; }

    /// <summary>Whose multi-cluster services it uses: Karmada, or GKE; null where it is neither exported nor imported.</summary>
    public string? Provider { get; init; }

    /// <summary>The address at which pods of this cluster reach it, the imported one's where it is imported; null where it has none.</summary>
    public string? Address { get; init; }

    /// <summary>The name by which pods of this cluster reach it.</summary>
    public string? DnsName { get; init; }

    /// <summary>Where that leads.</summary>
    public IReadOnlyList<FederatedEndpoint> Endpoints { get; init; } = [];

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Reason { get; init; }

    public override string ToString() => Cluster;
}

/// <summary>What a cluster has to do with a Service.</summary>
[Flags]
public enum ServiceRole
{
    /// <summary>The Service is there for the cluster's own pods.</summary>
    Local = 0,

    /// <summary>Others may use it.</summary>
    Exports = 1,

    /// <summary>It uses what others export.</summary>
    Imports = 2,
}

/// <summary>A pod's address behind a Service.</summary>
/// <param name="Cluster">Where the pod is.</param>
public sealed record FederatedEndpoint(string Cluster, string Address, bool Ready)
{
    /// <summary>Ports of the pod: "8000/TCP".</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    public override string ToString() => $"{Cluster}/{Address}";
}
