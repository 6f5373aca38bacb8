using System.Globalization;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Capacity;

/// <summary>Why not one more replica finds room in a cluster, in a person's words: what keeps all of its nodes out, or what they have too little of. Pure.</summary>
public static class NoRoomReason
{
    /// <param name="room">A cluster in which <see cref="ClusterRoom.Fits"/> is 0 for this claim.</param>
    public static string Of(ClusterRoom room, ReplicaClaim claim)
    {
        if (room.Nodes.Count == 0)
            return "it has no nodes";
        var open = room.Nodes.Where(n => !n.IsClosed).ToList();
        if (open.Count == 0)
            return "all its nodes are cordoned or not ready";
        var meant = open.Where(claim.Means).ToList();
        if (meant.Count == 0)
            return claim.Accelerator is { } type ? $"no node has a GPU '{type}'" : "no node is one that its node selector or affinity means";
        var accepting = meant.Where(n => claim.FirstUntolerated(n) is null).ToList();
        if (accepting.Count == 0)
            return $"its nodes have the taint {Tolerations.Show(claim.FirstUntolerated(meant[0])!)}, which its pods do not tolerate";
        foreach (var (resource, amount) in claim.Requests)
        {
            if (accepting.Max(n => n.FreeOf(resource)) is var most && most < amount)
                return $"a replica needs {Amount(resource, amount)} {resource} on one node, and {(most == 0 ? "none is free" : $"at most {Amount(resource, most)} is free")}";
        }
        return accepting.TrueForAll(n => n.FreeOf("pods") == 0) ? "its nodes take no more pods" : "no one node has all that a replica needs";
    }

    private static string Amount(string resource, long amount) => resource switch
    {
        "cpu" => string.Create(CultureInfo.InvariantCulture, $"{amount / 1000.0:0.###}"),
        "memory" or "ephemeral-storage" => string.Create(CultureInfo.InvariantCulture, $"{amount / (double)(1L << 30):0.##}Gi"),
        _ => amount.ToString(CultureInfo.InvariantCulture),
    };
}
