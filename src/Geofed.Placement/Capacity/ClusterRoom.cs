using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>
/// What is free in a cluster, node by node: free halves of two nodes are no room for a whole. Pods that wait for a node are counted where they would find one,
/// since they were there first.
/// </summary>
public sealed class ClusterRoom
{
    private readonly IReadOnlyList<NodeRoom> _nodes;

    internal ClusterRoom(IReadOnlyList<NodeRoom> nodes) => _nodes = nodes;

    public static ClusterRoom Of(IEnumerable<JsonObject> nodes, IEnumerable<JsonObject> pods)
    {
        var rooms = nodes.Select(n => new NodeRoom(n)).ToDictionary(n => n.Name);
        var waiting = new List<ReplicaClaim>();
        foreach (var pod in pods.Where(p => p.Str("status", "phase") is not ("Succeeded" or "Failed")))
        {
            var claim = ReplicaClaim.Known(pod);
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

    /// <summary>
    /// How many such replicas find room in any case, while others are on their way, of which nobody knows yet on which nodes they will be: each of them is
    /// taken to go where it is most in the way.
    /// </summary>
    public long FitsBeside(ReplicaClaim claim, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> others)
    {
        if (others.Count == 0)
            return Fits(claim);
        var (all, losses) = (0L, new List<long>());
        foreach (var node in _nodes.Where(claim.Accepts))
        {
            var (fits, beside) = (node.Fits(claim), node.Copy());
            foreach (var (other, replicas) in others.Where(o => o.Claim.Accepts(node)))
                beside.Take(other, Math.Min(replicas, node.Fits(other)));
            all += fits;
            losses.Add(fits - beside.Fits(claim));
        }
        return all - losses.OrderDescending().Take((int)Math.Min(others.Sum(o => o.Replicas), losses.Count)).Sum();
    }

    /// <summary>
    /// How many pods of a job find room at the same time: one size after the other, as they are given, each where it is least in the way of those after it. Not
    /// every way to place them is tried.
    /// </summary>
    public long FitsTogether(IReadOnlyList<(ReplicaClaim Claim, long Replicas)> sets)
    {
        var (nodes, all) = (_nodes.Select(n => n.Copy()).ToList(), 0L);
        foreach (var (i, set) in sets.Index())
        {
            var left = set.Replicas;
            foreach (var node in nodes.Where(set.Claim.Accepts).OrderBy(n => sets.Skip(i + 1).Count(later => later.Claim.Accepts(n))))
            {
                var taken = Math.Min(left, node.Fits(set.Claim));
                if (taken > 0)
                    node.Take(set.Claim, taken);
                if ((left -= taken) == 0)
                    break;
            }
            all += set.Replicas - left;
        }
        return all;
    }

    /// <summary>The most of a resource that is free on one node where such replicas may run.</summary>
    public long LargestBlock(ReplicaClaim claim, string resource) => _nodes.Where(claim.Accepts).Select(node => Math.Max(0, node.Free(resource))).DefaultIfEmpty(0).Max();

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
