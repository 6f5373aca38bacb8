using Geofed.Model;
using Geofed.Placement.Capacity;

namespace Geofed.Placement.Intents;

/// <summary>Says how far a job is from fitting that no cluster could ever take.</summary>
internal static class Impossibility
{
    private const string AcceleratorLabel = "cloud.google.com/gke-accelerator";
    private const string Gpus = "nvidia.com/gpu";

    public static string Describe(JobIntent intent, IReadOnlyList<ClusterOffer> offers, IReadOnlyList<Assessment> assessed)
    {
        var types = offers.SelectMany(o => o.Nodes).Select(n => n.Label(AcceleratorLabel)).OfType<string>().ToHashSet();
        if (intent.Accelerator is { } wanted && MissingAccelerator.Describe(wanted, types) is { } missing)
            return missing;
        var most = offers.Select(o => (o.Cluster, Pods: intent.RoomIn(o.Empty))).OrderByDescending(o => o.Pods).ThenBy(o => o.Cluster, StringComparer.Ordinal).First();
        var largest = offers.SelectMany(o => o.Nodes).Where(n => intent.Accelerator is null || n.Label(AcceleratorLabel) == intent.Accelerator).Select(n => NodeRoom.Amount(Gpus, n.At("status", "allocatable", Gpus))).DefaultIfEmpty().Max();
        if (most.Pods == 0 && intent.Gpu > largest)
            return $"No node has {intent.Gpu} {intent.Accelerator ?? "GPUs"} for {PodText.Of(intent)}: the largest has {largest}.";
        if (most.Pods == 0)
            return $"No node of any cluster takes {PodText.Of(intent)}, even if nothing else ran there.";
        if (!intent.Divide && most.Pods < intent.Pods)
            return $"No cluster could run {intent.Pods} pods at once: the largest, {most.Cluster}, has room for {most.Pods} if nothing else ran there, {intent.Pods - most.Pods} too few. Ask for fewer{(intent.Sets.Count == 1 ? ", or let them be divided (-Divide)" : "")}.";
        return $"No cluster can take it: {string.Join("; ", assessed)}.";
    }
}
