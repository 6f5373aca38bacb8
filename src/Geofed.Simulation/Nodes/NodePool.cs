using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>Nodes of one kind, as GKE groups them.</summary>
/// <param name="Count">Nodes in the pool, over all zones.</param>
/// <param name="Accelerator">GKE's name of the GPU, e.g. "nvidia-l4"; null without one.</param>
/// <param name="AcceleratorCount">GPUs of each node.</param>
public sealed record NodePool(string Name, string MachineType, int Count, string? Accelerator = null, int AcceleratorCount = 0, bool Spot = false)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>As they stand in a Node: key, value, effect.</summary>
    public IReadOnlyList<JsonObject> Taints { get; init; } = [];

    /// <summary>Reads an item of a SimulatedCluster's <c>spec.nodePools</c>.</summary>
    public static NodePool From(JsonObject pool) => new(
        pool.Str("name") ?? "default-pool",
        pool.Str("machineType") ?? "e2-standard-4",
        (int)(pool.Int("count") ?? 1),
        pool.Str("accelerator", "type"),
        (int)(pool.Int("accelerator", "count") ?? 1),
        pool.Bool("spot") ?? false)
    {
        Labels = pool.StringMap("labels"),
        Taints = [.. pool.Objects("taints").Select(taint => taint.Copy())],
    };
}
