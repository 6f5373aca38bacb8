using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>
/// What is free in a cluster, node by node: free halves of two nodes are no room for a whole. Pods that wait for a node are counted where they would find one,
/// since they were there first.
/// </summary>
public sealed class ClusterRoom
{
    private static readonly ConditionalWeakTable<JsonObject, ReplicaClaim> Claims = [];
    private readonly IReadOnlyList<NodeRoom> _nodes;

    private ClusterRoom(IReadOnlyList<NodeRoom> nodes) => _nodes = nodes;

    public static ClusterRoom Of(IEnumerable<JsonObject> nodes, IEnumerable<JsonObject> pods)
    {
        var rooms = nodes.Select(n => new NodeRoom(n)).ToDictionary(n => n.Name);
        var waiting = new List<ReplicaClaim>();
        foreach (var pod in pods.Where(p => p.Str("status", "phase") is not ("Succeeded" or "Failed")))
        {
            var claim = Claims.GetValue(pod, ReplicaClaim.Of);
            if (pod.Str("spec", "nodeName") is not { Length: > 0 } node)
                waiting.Add(claim);
            else if (rooms.TryGetValue(node, out var room))
                room.Take(claim);
        }
        return new ClusterRoom([.. rooms.Values]).Without(waiting.Select(claim => (claim, 1L)));
    }

    /// <summary>What is free on each node.</summary>
    public IReadOnlyList<NodeRoom> Nodes => _nodes;

    /// <summary>How many such replicas find room.</summary>
    public long Fits(ReplicaClaim claim) => _nodes.Where(claim.Accepts).Sum(node => node.Fits(claim));

    /// <summary>The room that is left beside others, which are still to come. Who finds no room takes none.</summary>
    public ClusterRoom Without(IEnumerable<(ReplicaClaim Claim, long Replicas)> others)
    {
        var nodes = _nodes.Select(n => n.Copy()).ToList();
        foreach (var (claim, replicas) in others)
        {
            var left = replicas;
            foreach (var node in nodes.Where(claim.Accepts))
            {
                var taken = Math.Min(left, node.Fits(claim));
                if (taken > 0)
                    node.Take(claim, taken);
                if ((left -= taken) == 0)
                    break;
            }
        }
        return new(nodes);
    }
}
