using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>GPUs of one type in a cluster.</summary>
/// <param name="Accelerator">GKE's name of the type; empty where the nodes do not say.</param>
/// <param name="Nodes">Nodes that have some.</param>
/// <param name="Gpus">All of them, also those of nodes that are closed.</param>
/// <param name="Free">Those that pods could have now.</param>
/// <param name="LargestOnNode">The most that are free on one node: the most that one pod could have.</param>
public sealed record GpuRoom(string Accelerator, int Nodes, long Gpus, long Free, long LargestOnNode)
{
    private const string Resource = "nvidia.com/gpu";
    private const string Label = "cloud.google.com/gke-accelerator";

    /// <summary>By type.</summary>
    /// <param name="nodes">The node documents of the cluster.</param>
    /// <param name="room">What is free on them.</param>
    public static IReadOnlyList<GpuRoom> Of(IEnumerable<JsonObject> nodes, ClusterRoom room)
    {
        var free = room.Nodes.ToDictionary(n => n.Name, n => n.IsClosed ? 0 : n.FreeOf(Resource));
        return [.. nodes
            .Select(n => (Type: n.Label(Label) ?? "", All: NodeRoom.Amount(Resource, n.At("status", "allocatable", Resource)), Free: free.GetValueOrDefault(n.Name())))
            .Where(n => n.All > 0)
            .GroupBy(n => n.Type)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new GpuRoom(g.Key, g.Count(), g.Sum(n => n.All), g.Sum(n => n.Free), g.Max(n => n.Free)))];
    }
}
