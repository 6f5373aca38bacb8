namespace Geofed.Federation;

/// <summary>A job of a federation: where it runs, or why it waits and when its turn comes.</summary>
public sealed record FederatedJob(string Name, string Namespace, string Federation)
{
    /// <summary>"Job", "JobSet", "RayJob", ...; with it, what works with any kind takes a FederatedJob from the pipeline.</summary>
    public string Kind { get; init; } = "Job";

    /// <summary>The group and version of its kind, e.g. batch/v1.</summary>
    public string ApiVersion { get; init; } = "batch/v1";

    public FederatedJobState Status { get; init; }

    /// <summary>Why it waits or has failed, and what would have to change; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it runs or ran: one cluster, or several when it is divided.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Of two Jobs that wait the one of higher priority is first.</summary>
    public long Priority { get; init; }

    /// <summary>Its turn in the queue, from 1; null when it does not wait, or where there is no queue, as on a real Karmada.</summary>
    public int? Position { get; init; }

    /// <summary>The cluster that is kept for it while it waits.</summary>
    public string? Reserved { get; init; }

    /// <summary>The time by which it must have started; null when it may wait for ever.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Where it keeps its checkpoints.</summary>
    public string? Checkpoint { get; init; }

    public long Active { get; init; }
    public long Succeeded { get; init; }
    public long Failed { get; init; }

    /// <summary>Its pods and with what they ended, where somebody has asked its clusters; Wait-FederatedJob does.</summary>
    public IReadOnlyList<FederatedJobPod> Pods { get; init; } = [];

    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    public override string ToString() => Name;
}

/// <summary>How far a Job has come.</summary>
public enum FederatedJobState
{
    /// <summary>It has no cluster yet, or no longer.</summary>
    Waiting,

    /// <summary>It has a cluster, and no pods there yet.</summary>
    Starting,

    /// <summary>It has pods.</summary>
    Running,

    /// <summary>It has done its work.</summary>
    Complete,

    /// <summary>It has failed for good, a cluster refused it, or it did not start in time.</summary>
    Failed,

    /// <summary>It is being deleted everywhere.</summary>
    Deleting,
}

/// <summary>One pod of a Job, and with what it ended.</summary>
public sealed record FederatedJobPod(string Name, string Cluster)
{
    /// <summary>As kubectl shows it: the phase, or why it waits.</summary>
    public string Status { get; init; } = "";

    /// <summary>With what its containers ended: the first that is not 0, or 0; null while they run.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the container that failed said of it, or why it ended, e.g. OOMKilled; null when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>Its number in an indexed Job.</summary>
    public int? Index { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public override string ToString() => $"{Cluster}/{Name}{(ExitCode is { } code ? $" ({code})" : "")}";
}
