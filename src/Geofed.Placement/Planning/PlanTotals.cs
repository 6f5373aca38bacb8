namespace Geofed.Placement.Planning;

/// <summary>What a placement comes to as a whole.</summary>
public sealed record PlanTotals
{
    /// <summary>Jobs that do not run.</summary>
    public int WaitingJobs { get; init; }

    /// <summary>For how long they would wait, all together, by what is known of those that run; a day each of which nobody knows.</summary>
    public TimeSpan Waiting { get; init; }

    /// <summary>Replicas of services for which there is no room, or that a region has too few of.</summary>
    public int MissingReplicas { get; init; }

    public long GpusInUse { get; init; }

    /// <summary>Gigabytes that are read from another region.</summary>
    public double MovedGB { get; init; }

    /// <summary>These gigabytes, each times the thousands of kilometres of its way.</summary>
    public double GigabyteThousandKm { get; init; }

    /// <summary>The mean round trip of the users of all services, each service by its replicas, in milliseconds.</summary>
    public double UserMs { get; init; }

    /// <summary>What all GPUs in use cost an hour, and the parts of nodes that pods without GPUs take.</summary>
    public double HourlyPrice { get; init; }

    /// <summary>What it costs altogether to carry data to the jobs that run.</summary>
    public double Egress { get; init; }

    public int MovedReplicas { get; init; }
    public int MovedJobs { get; init; }

    /// <summary>Work of running jobs that is done again, because they are moved.</summary>
    public double LostGpuHours { get; init; }

    /// <summary>All of it, weighted (<see cref="PlanWeights"/>): the smaller, the better.</summary>
    public double Points { get; init; }
}
