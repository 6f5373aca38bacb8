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
        var kinds = offer.Nodes
            .Select(n => (Label: n.Label(intent.Gpu > 0 ? AcceleratorLabel : MachineLabel) ?? "", Room: new NodeRoom(n)))
            .Where(n => intent.Claim.Accepts(n.Room) && n.Room.Fits(intent.Claim) > 0)
            .GroupBy(n => n.Label, n => n.Room.Fits(intent.Claim)).ToList();
        var priced = kinds.Select(k => (k.Key, Price: intent.Gpu > 0 ? prices.OfGpu(k.Key, offer.Region) * intent.Gpu : prices.OfNode(k.Key, offer.Region) / k.Min())).ToList();
        var holes = priced.Where(p => p.Price is null).Select(p => $"{(intent.Gpu > 0 ? "gpuHour" : "nodeHour")} of {(p.Key.Length > 0 ? p.Key : $"nodes without the label {(intent.Gpu > 0 ? AcceleratorLabel : MachineLabel)}")}").ToList();
        return (holes.Count > 0 || priced.Count == 0 ? null : priced.Min(p => p.Price) * intent.Pods, holes);
    }
}
