using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>What a simulated cluster is made of, and how fast it lives.</summary>
public sealed partial record SimulationOptions
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

    /// <summary>What kubelets say they are, e.g. "v1.34.0".</summary>
    public string KubernetesVersion { get; init; } = DefaultKubernetesVersion;

    public IReadOnlyList<NodePool> NodePools { get; init; } = [];

    /// <summary>From a pod's binding to a node until it is ready.</summary>
    public TimeSpan PodStart { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the containers of a Job's pod run before they end well.</summary>
    public TimeSpan JobDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told of each failure, in one line; all of them are retried.</summary>
    public Action<string>? Log { get; init; }

    public const string DefaultKubernetesVersion = "v1.34.0";

    /// <summary>Reads the spec of a <c>SimulatedCluster</c>.</summary>
    /// <exception cref="FormatException">A duration or a node pool makes no sense; the message says which.</exception>
    public static SimulationOptions From(JsonObject cluster)
    {
        var options = new SimulationOptions { Cluster = cluster.Name() };
        return options with
        {
            Provider = cluster.Str("spec", "provider") ?? options.Provider,
            Region = cluster.Str("spec", "region") ?? options.Region,
            Zones = [.. cluster.Strings("spec", "zones")],
            KubernetesVersion = cluster.Str("spec", "kubernetesVersion") ?? options.KubernetesVersion,
            NodePools = [.. cluster.Objects("spec", "nodePools").Select(NodePool.From)],
            PodStart = Duration(cluster.Str("spec", "timing", "podStart")) ?? options.PodStart,
            JobDuration = Duration(cluster.Str("spec", "timing", "jobDuration")) ?? options.JobDuration,
        };
    }

    /// <summary>One number and one of the units that Go writes: "250ms", "1.5s", "2m", "1h".</summary>
    private static TimeSpan? Duration(string? text)
    {
        if (text is null)
            return null;
        var match = GoDuration().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is not a duration. Write a number and ms, s, m or h, e.g. 250ms.");
        var number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }

    [GeneratedRegex("^([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)$")]
    private static partial Regex GoDuration();
}
