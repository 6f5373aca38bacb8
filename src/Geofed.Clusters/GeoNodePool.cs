using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters;

/// <summary>Nodes of one kind in a cluster, as GKE groups them.</summary>
/// <param name="Count">Nodes in the pool, over all zones.</param>
/// <param name="Accelerator">GKE's name of the GPU, e.g. "nvidia-l4"; null without one.</param>
/// <param name="AcceleratorCount">GPUs of each node.</param>
public sealed record GeoNodePool(string Name, string MachineType, int Count, string? Accelerator = null, int AcceleratorCount = 0, bool Spot = false)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>As kubectl writes them: "key=value:NoSchedule".</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>GPUs of the whole pool.</summary>
    public int Gpus => Accelerator is null ? 0 : Count * AcceleratorCount;

    public static GeoNodePool From(JsonObject pool) => new(
        pool.Str("name") ?? "",
        pool.Str("machineType") ?? "",
        (int)(pool.Int("count") ?? 0),
        pool.Str("accelerator", "type"),
        (int)(pool.Int("accelerator", "count") ?? 0),
        pool.Bool("spot") ?? false)
    {
        Labels = pool.StringMap("labels"),
        Taints = [.. pool.Objects("taints").Select(TaintText.Write)],
    };

    public JsonObject ToJson()
    {
        var pool = new JsonObject { ["name"] = Name, ["machineType"] = MachineType, ["count"] = Count };
        if (Accelerator is not null)
            pool["accelerator"] = new JsonObject { ["type"] = Accelerator, ["count"] = AcceleratorCount };
        if (Spot)
            pool["spot"] = true;
        if (Labels.Count > 0)
            pool["labels"] = new JsonObject(Labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
        if (Taints.Count > 0)
            pool["taints"] = new JsonArray([.. Taints.Select(TaintText.Parse)]);
        return pool;
    }

    public override string ToString() =>
        $"{Count} x {MachineType}" + (Accelerator is null ? "" : $" with {AcceleratorCount} x {Accelerator}") + (Spot ? " (spot)" : "");
}
