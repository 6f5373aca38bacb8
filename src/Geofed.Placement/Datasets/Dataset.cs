using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Ai;

namespace Geofed.Placement.Datasets;

/// <summary>Data that jobs read, and where there are copies of it.</summary>
/// <param name="Uri">Where it is, e.g. "gs://bucket/imagenet".</param>
/// <param name="SizeGB">Gigabytes (10^9 bytes) of one copy.</param>
public sealed record Dataset(string Name, string Uri, double SizeGB, IReadOnlyList<DatasetReplica> Replicas)
{
    public static Dataset From(JsonObject o) => new(
        o.Name(),
        o.Str("spec", "uri") ?? "",
        o.At("spec", "sizeGB") is JsonValue size && double.TryParse(size.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var gigabytes) ? gigabytes : 0,
        [.. o.Objects("spec", "replicas").Select(r => new DatasetReplica(r.Str("region") ?? "", r.Str("uri")))]);

    public JsonObject ToJson() => new()
    {
        ["apiVersion"] = DatasetApi.Datasets.ApiVersion,
        ["kind"] = DatasetApi.Kind,
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["uri"] = Uri,
            ["sizeGB"] = SizeGB,
            ["replicas"] = new JsonArray([.. Replicas.Select(Replica)]),
        },
    };

    private static JsonObject Replica(DatasetReplica replica)
    {
        var o = new JsonObject { ["region"] = replica.Region };
        if (replica.Uri is not null)
            o["uri"] = replica.Uri;
        return o;
    }
}

/// <summary>A copy of a dataset.</summary>
/// <param name="Uri">Where this copy is; where the dataset is when null.</param>
public sealed record DatasetReplica(string Region, string? Uri = null)
{
    public override string ToString() => Region;
}
