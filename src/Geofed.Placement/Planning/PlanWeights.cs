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

    /// <summary>How much more money counts for a job that shall run where it is cheapest.</summary>
    public double CheapestFactor { get; init; } = 4;

    /// <summary>A gram of CO2 a kilowatt hour, for each GPU-hour of a job that shall run where least is emitted.</summary>
    public double CarbonGram { get; init; } = 0.001;

    /// <summary>A replica of a service that changes its cluster.</summary>
    public double MovedReplica { get; init; } = 0.05;

    /// <summary>A running job that is moved, beside the GPU-hours of the work that is lost.</summary>
    public double MovedJob { get; init; } = 0.5;
}
