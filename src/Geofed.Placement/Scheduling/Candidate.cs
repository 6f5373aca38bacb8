using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Scheduling;

/// <summary>A cluster that passed the filters, with what is known of it for this workload.</summary>
/// <param name="Allocatable">How many more replicas fit.</param>
/// <param name="Available">How many replicas fit, those there now included.</param>
internal sealed record Candidate(JsonObject Cluster, string Name, int Score, long Allocatable, long Available, int OverflowOrder)
{
    public string Region => Group("region");

    /// <summary>The group it belongs to when clusters are spread by a field.</summary>
    public string Group(string field) => field switch
    {
        "cluster" => Name,
        "zone" => string.Join(',', Cluster.Strings("spec", "zones").Order(StringComparer.Ordinal)),
        _ => Cluster.Str("spec", field) ?? "",
    };
}
