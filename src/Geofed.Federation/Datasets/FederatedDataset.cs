using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Datasets;

namespace Geofed.Federation.Datasets;

/// <summary>Data that jobs of a federation read.</summary>
public sealed record FederatedDataset(string Name, string Federation)
{
    /// <summary>Where it is, e.g. "gs://bucket/imagenet".</summary>
    public string Uri { get; init; } = "";

    /// <summary>Gigabytes (10^9 bytes) of one copy.</summary>
    public double SizeGB { get; init; }

    /// <summary>The regions that have a copy.</summary>
    public IReadOnlyList<string> Regions => [.. Replicas.Select(r => r.Region)];

    public IReadOnlyList<DatasetReplica> Replicas { get; init; } = [];
    public DateTimeOffset? CreatedAt { get; init; }

    public static FederatedDataset From(string federation, JsonObject o)
    {
        var dataset = Dataset.From(o);
        return new(dataset.Name, federation) { Uri = dataset.Uri, SizeGB = dataset.SizeGB, Replicas = dataset.Replicas, CreatedAt = KubeTime.Parse(o.Str("metadata", "creationTimestamp")) };
    }

    public override string ToString() => Name;
}
