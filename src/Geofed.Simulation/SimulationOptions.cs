using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>What a simulated cluster is made of, and how fast it lives.</summary>
public sealed record SimulationOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The cluster's name; part of the names of its nodes.</summary>
    public required string Cluster { get; init; }

    /// <summary>The certificate, in PEM, of the authority that the API's own is signed by; its pods and service accounts are told of it.</summary>
    public string CaCertificate { get; init; } = "";

    public string Provider { get; init; } = "gcp";

    public string Region { get; init; } = "";

    /// <summary>Nodes are spread over these; a single one named after the region when there is none.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>What kubelets say they are, e.g. "v1.36.2".</summary>
    public string KubernetesVersion { get; init; } = DefaultKubernetesVersion;

    public IReadOnlyList<NodePool> NodePools { get; init; } = [];

    /// <summary>From a pod's binding to a node until it is ready.</summary>
    public TimeSpan PodStart { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the containers of a Job's pod run before they end well.</summary>
    public TimeSpan JobDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long containers take to end that are asked to, if they are given so long.</summary>
    public TimeSpan PodStop { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Told of each failure, in one line; all of them are retried.</summary>
    public Action<string>? Log { get; init; }

    public const string DefaultKubernetesVersion = "v1.36.2";

    /// <summary>Reads the spec of a <c>SimulatedCluster</c>.</summary>
    /// <exception cref="FormatException">A duration or a node pool makes no sense; the message says which.</exception>
    public static SimulationOptions From(JsonObject cluster)
    {
        var options = new SimulationOptions { Cluster = cluster.Name() };
        var pools = cluster.Objects("spec", "nodePools").Select(NodePool.From).ToList();
        if (pools.GroupBy(pool => pool.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FormatException($"There are {twice.Count()} node pools named '{twice.Key}'; each needs a name of its own.");
        return options with
        {
            Provider = cluster.Str("spec", "provider") ?? options.Provider,
            Region = cluster.Str("spec", "region") ?? options.Region,
            Zones = [.. cluster.Strings("spec", "zones")],
            KubernetesVersion = cluster.Str("spec", "kubernetesVersion") ?? options.KubernetesVersion,
            NodePools = pools,
            PodStart = Duration(cluster.Str("spec", "timing", "podStart")) ?? options.PodStart,
            PodStop = Duration(cluster.Str("spec", "timing", "podStop")) ?? options.PodStop,
            JobDuration = Duration(cluster.Str("spec", "timing", "jobDuration")) ?? options.JobDuration,
        };
    }

    private static TimeSpan? Duration(string? text) => text is null ? null : GoDuration.Parse(text);
}
