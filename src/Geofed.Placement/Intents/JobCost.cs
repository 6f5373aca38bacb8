using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Costs;

namespace Geofed.Placement.Intents;

/// <summary>What the pods of a job cost an hour in a cluster: GPUs by the piece; without GPUs a node's price by how many such pods it takes.</summary>
internal static class JobCost
{
    private const string AcceleratorLabel = "cloud.google.com/gke-accelerator";
    private const string MachineLabel = "node.kubernetes.io/instance-type";

    /// <summary>The price of the cheapest nodes that take such a pod, and what the prices do not say about it.</summary>
    public static (double? PerHour, IReadOnlyList<string> Holes) Of(JobIntent intent, ClusterOffer offer, PriceList prices)
    {
        var sets = intent.Sets.Select(set => OfSet(set.Claim, set.Replicas, offer, prices)).ToList();
        return (sets.Any(set => set.PerHour is null) ? null : sets.Sum(set => set.PerHour), [.. sets.SelectMany(set => set.Holes).Distinct()]);
    }

    private static (double? PerHour, IReadOnlyList<string> Holes) OfSet(ReplicaClaim claim, long pods, ClusterOffer offer, PriceList prices)
    {
        var gpus = claim.Requests.GetValueOrDefault("nvidia.com/gpu");
        var kinds = offer.Nodes
            .Select(n => (Label: n.Label(gpus > 0 ? AcceleratorLabel : MachineLabel) ?? "", Room: new NodeRoom(n)))
            .Where(n => claim.Accepts(n.Room) && n.Room.Fits(claim) > 0)
            .GroupBy(n => n.Label, n => n.Room.Fits(claim)).ToList();
        var priced = kinds.Select(k => (k.Key, Price: gpus > 0 ? prices.OfGpu(k.Key, offer.Region) * gpus : prices.OfNode(k.Key, offer.Region) / k.Min())).ToList();
        var holes = priced.Where(p => p.Price is null).Select(p => $"{(gpus > 0 ? "gpuHour" : "nodeHour")} of {(p.Key.Length > 0 ? p.Key : $"nodes without the label {(gpus > 0 ? AcceleratorLabel : MachineLabel)}")}").ToList();
        return (holes.Count > 0 || priced.Count == 0 ? null : priced.Min(p => p.Price) * pods, holes);
    }
}
