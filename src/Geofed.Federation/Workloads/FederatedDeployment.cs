namespace Geofed.Federation;

/// <summary>A Deployment of a federation and what has become of it in each cluster.</summary>
public sealed record FederatedDeployment(string Name, string Namespace, string Federation)
{
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Replicas asked for by the template. With duplication, of each cluster.</summary>
    public int Replicas { get; init; }

    /// <summary>Replicas that the clusters are to run together; differs from <see cref="Replicas"/> when they are duplicated or not placed yet.</summary>
    public int TargetReplicas => Clusters.Sum(c => c.Replicas);

    public int ReadyReplicas => Clusters.Sum(c => c.ReadyReplicas);
    public int UpdatedReplicas => Clusters.Sum(c => c.UpdatedReplicas);
    public int AvailableReplicas => Clusters.Sum(c => c.AvailableReplicas);
    public WorkloadState Status { get; init; }

    /// <summary>Why it is not ready; null when it is.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<FederatedDeploymentCluster> Clusters { get; init; } = [];

    /// <summary>How the number of its replicas follows its load; null when it does not.</summary>
    public FederatedAutoscaling? Autoscaling { get; init; }

    public long Generation { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    public override string ToString() => Name;
}

/// <summary>One cluster's part of a <see cref="FederatedDeployment"/>.</summary>
/// <param name="Replicas">What this cluster is to run.</param>
public sealed record FederatedDeploymentCluster(string Cluster, int Replicas)
{
    public int ReadyReplicas { get; init; }
    public int UpdatedReplicas { get; init; }
    public int AvailableReplicas { get; init; }
    public WorkloadState Status { get; init; }

    /// <summary>Why it is not ready; null when it is.</summary>
    public string? Reason { get; init; }

    public override string ToString() => $"{Cluster} {ReadyReplicas}/{Replicas}";
}
