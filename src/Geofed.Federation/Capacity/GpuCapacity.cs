namespace Geofed.Federation.Capacity;

/// <summary>GPUs of one type in a member.</summary>
/// <param name="Accelerator">GKE's name of the type, e.g. "nvidia-l4"; empty where the nodes do not say.</param>
public sealed record GpuCapacity(string Cluster, string Accelerator, string Federation)
{
    public string Region { get; init; } = "";

    /// <summary>Nodes that have some.</summary>
    public int Nodes { get; init; }

    public long Gpus { get; init; }

    /// <summary>Those that pods could have now: on nodes that are ready and not cordoned, of members that take something.</summary>
    public long Free { get; init; }

    /// <summary>The most that are free on one node, which is the most that one pod could have.</summary>
    public long LargestOnNode { get; init; }

    /// <summary>Those that jobs in the queue ask for which may go there, of this type or of any. A job that may go to several members is counted in each.</summary>
    public long Queued { get; init; }

    /// <summary>The job in the queue that the member is kept for; null when it is kept for none.</summary>
    public string? KeptFor { get; init; }

    /// <summary>Why the member takes nothing; null when it does.</summary>
    public string? Note { get; init; }

    public override string ToString() => $"{Free} x {Accelerator} in {Cluster}";
}
