namespace Geofed.Placement.Planning;

/// <summary>
/// What things are worth beside each other: each is counted in GPU-hours (an hour of a pod without GPUs counts as one), the sum is what a plan makes small.
/// </summary>
/// <remarks>
/// Waiting is not weighted but by priority: a pod with its GPUs that waits an hour is that many GPU-hours that are not worked, plus one for whoever waits for the job; the next higher
/// of the priorities that occur counts <see cref="PriorityFactor"/> times as much.
/// </remarks>
public sealed record PlanWeights
{
    public double PriorityFactor { get; init; } = 4;

    /// <summary>A gigabyte that is carried over 1,000 km.</summary>
    public double GigabyteThousandKm { get; init; } = 0.002;

    /// <summary>A millisecond of the users' mean round trip to one replica, for the horizon; also of the round trip of a job's pod to where the job shall be near.</summary>
    public double ReplicaMs { get; init; } = 0.01;

    /// <summary>One unit of the currency that prices are in.</summary>
    public double Price { get; init; } = 0.25;

    /// <summary>A replica of a service that changes its cluster.</summary>
    public double MovedReplica { get; init; } = 0.05;

    /// <summary>A running job that is moved, beside the GPU-hours of the work that is lost.</summary>
    public double MovedJob { get; init; } = 0.5;
}
