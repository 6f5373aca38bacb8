using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Clusters;

/// <summary>A Kubernetes cluster in a region, as it is now.</summary>
public sealed record GeoCluster(string Name, string Region)
{
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Whose machines they are, e.g. "gcp".</summary>
    public string Provider { get; init; } = "";

    /// <summary>Google Cloud's id of the project that it is in; null where there are none.</summary>
    public string? Project { get; init; }

    /// <summary>Where the cluster comes from, and so what can be done with it.</summary>
    public ClusterSource Source { get; init; }

    /// <summary>True when no container runs there: nodes, pods and their states are played.</summary>
    public bool Simulated => Source == ClusterSource.Simulated;

    /// <summary>Pending, Running, Failed, Deleting; Refusing, Hanging during a simulated outage; Unreachable when it was asked and did not answer.</summary>
    public string Status { get; init; } = LocalApi.Pending;

    /// <summary>Why it is not running, when it is not.</summary>
    public string? Message { get; init; }

    public string? KubernetesVersion { get; init; }

    public IReadOnlyList<GeoNodePool> NodePools { get; init; } = [];

    public int Nodes => NodePools.Sum(pool => pool.Count);

    public int Gpus => NodePools.Sum(pool => pool.Gpus);

    /// <summary>Address of its API server; null until it runs.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Path of a kubeconfig file with full rights, readable by its owner alone; null until it runs.</summary>
    public string? Kubeconfig { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public static GeoCluster From(JsonObject simulated) => new(simulated.Name(), simulated.Str("spec", "region") ?? "")
    {
        Zones = [.. simulated.Strings("spec", "zones")],
        Provider = simulated.Str("spec", "provider") ?? "gcp",
        Source = ClusterSource.Simulated,
        Status = StatusOf(simulated),
        Message = simulated.Str("status", "message"),
        KubernetesVersion = simulated.Str("status", "kubernetesVersion") ?? simulated.Str("spec", "kubernetesVersion"),
        NodePools = [.. simulated.Objects("spec", "nodePools").Select(GeoNodePool.From)],
        Endpoint = simulated.Str("status", "endpoint"),
        Kubeconfig = simulated.Str("status", "kubeconfig"),
        CreatedAt = KubeTime.Parse(simulated.Str("metadata", "creationTimestamp")),
    };

    private static string StatusOf(JsonObject simulated) => (simulated.IsDeleting(), simulated.Str("status", "outage")) switch
    {
        (true, _) => "Deleting",
        (_, "Refuse") => "Refusing",
        (_, "Hang") => "Hanging",
        _ => simulated.Str("status", "phase") ?? LocalApi.Pending,
    };

    public override string ToString() => Name;
}

/// <summary>Where a cluster comes from.</summary>
public enum ClusterSource
{
    /// <summary>This machine's server plays it.</summary>
    Simulated,

    /// <summary>A Pulumi stack of this home made it.</summary>
    Pulumi,

    /// <summary>Somebody else made it; this home knows how to reach it.</summary>
    Imported,
}

/// <summary>How a simulated outage looks to those who call the cluster.</summary>
public enum OutageMode
{
    /// <summary>Connections are refused at once.</summary>
    Refuse,

    /// <summary>Connections are taken and never answered.</summary>
    Hang,
}
