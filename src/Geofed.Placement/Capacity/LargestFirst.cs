namespace Geofed.Placement.Capacity;

/// <summary>Orders pods by how hard they are to place: by what not every node has, as GPUs, then by cpu, then by memory; the greatest first.</summary>
internal sealed class LargestFirst : IComparer<(ReplicaClaim Claim, long Replicas)>
{
    public static readonly LargestFirst Instance = new();

    public int Compare((ReplicaClaim Claim, long Replicas) x, (ReplicaClaim Claim, long Replicas) y) => Size(y.Claim).CompareTo(Size(x.Claim));

    private static (long Scarce, long Cpu, long Memory) Size(ReplicaClaim claim) => (
        claim.Requests.Where(r => r.Key.Contains('/', StringComparison.Ordinal)).Sum(r => r.Value),
        claim.Requests.GetValueOrDefault("cpu"),
        claim.Requests.GetValueOrDefault("memory"));
}
