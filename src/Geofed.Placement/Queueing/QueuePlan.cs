namespace Geofed.Placement.Queueing;

/// <summary>What is decided about the queue.</summary>
/// <param name="Verdicts">One for each Job that waited, in the order of the queue.</param>
/// <param name="Displaced">Jobs that make way.</param>
public sealed record QueuePlan(IReadOnlyList<QueueVerdict> Verdicts, IReadOnlyList<DisplacedJob> Displaced);

/// <summary>What becomes of a Job that waited: it starts in a cluster, waits on, or is too late.</summary>
public sealed record QueueVerdict(WaitingJob Job)
{
    /// <summary>The cluster in which it starts; null when it does not.</summary>
    public string? Cluster { get; init; }

    /// <summary>Its turn among those that wait on, from 1; 0 when it does not wait on.</summary>
    public int Position { get; init; }

    /// <summary>The cluster that is kept for it while it waits.</summary>
    public string? Reserved { get; init; }

    /// <summary>It had to start earlier than now.</summary>
    public bool IsLate { get; init; }

    /// <summary>Why it does not start, and what would have to change; empty when it does.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>A Job that gives up its cluster for another one, and waits again.</summary>
public sealed record DisplacedJob(RunningJob Job, WaitingJob For);
