using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model.Local;

namespace Geofed.Clusters.Simulated;

/// <summary>What a new simulated cluster shall be.</summary>
public sealed record ClusterRequest(string Name, string Region)
{
    /// <summary>Whose machines it shall say it has.</summary>
    public string Provider { get; init; } = "gcp";

    /// <summary>The region's own when empty.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The simulator's default when null.</summary>
    public string? KubernetesVersion { get; init; }

    public IReadOnlyList<GeoNodePool> NodePools { get; init; } = [];

    /// <summary>From a pod's binding to a node until it is ready; the simulator's default (1 s) when null.</summary>
    public TimeSpan? PodStart { get; init; }

    /// <summary>How long the pods of Jobs run; the simulator's default (5 s) when null.</summary>
    public TimeSpan? JobDuration { get; init; }

    /// <summary>How far its API seems to be; as near as it is when null.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>The <c>SimulatedCluster</c> document.</summary>
    public JsonObject ToJson()
    {
        var spec = new JsonObject
        {
            ["provider"] = Provider,
            ["region"] = Region,
            ["nodePools"] = new JsonArray([.. NodePools.Select(pool => pool.ToJson())]),
        };
        if (Zones.Count > 0)
            spec["zones"] = new JsonArray([.. Zones.Select(zone => JsonValue.Create(zone))]);
        if (KubernetesVersion is not null)
            spec["kubernetesVersion"] = KubernetesVersion;
        var timing = new JsonObject();
        if (PodStart is { } start)
            timing["podStart"] = GoDuration(start);
        if (JobDuration is { } duration)
            timing["jobDuration"] = GoDuration(duration);
        if (RoundTrip is { } trip)
            timing["roundTrip"] = GoDuration(trip);
        if (timing.Count > 0)
            spec["timing"] = timing;
        return new JsonObject
        {
            ["apiVersion"] = LocalApi.ApiVersion,
            ["kind"] = "SimulatedCluster",
            ["metadata"] = new JsonObject { ["name"] = Name },
            ["spec"] = spec,
        };
    }

    /// <summary>A duration as Go reads it: "250ms", "1s", "90s".</summary>
    internal static string GoDuration(TimeSpan time) => time.Milliseconds == 0
        ? ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s"
        : ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "ms";
}
