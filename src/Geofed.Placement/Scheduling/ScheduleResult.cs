using System.Text.Json.Nodes;

namespace Geofed.Placement.Scheduling;

/// <summary>One cluster chosen, and its replicas; 0 where the workload has none to divide.</summary>
public readonly record struct TargetCluster(string Name, long Replicas);

/// <summary>Why a binding was not scheduled: its kind decides what becomes of what it had (the reason of the Scheduled condition).</summary>
public enum ScheduleFailure
{
    /// <summary>No cluster passes the filters: the binding loses its clusters, and waits for clusters to change.</summary>
    NoClusterFit,

    /// <summary>Clusters fit but have no room: the binding keeps its clusters and is tried again.</summary>
    Unschedulable,

    /// <summary>The placement cannot be met or understood: the binding keeps its clusters and is tried again.</summary>
    SchedulerError,

    /// <summary>A Job gave up its cluster, to one of higher priority or because it is to run elsewhere: it loses its clusters and waits in the queue.</summary>
    Displaced,

    /// <summary>A Job has not started by the time by which it had to: it has failed, and is not tried again.</summary>
    StartDeadlinePassed,
}

/// <summary>What scheduling a binding came to.</summary>
public sealed record ScheduleResult
{
    /// <summary>The clusters chosen; null when it failed.</summary>
    public IReadOnlyList<TargetCluster>? Targets { get; init; }

    public ScheduleFailure? Failure { get; init; }

    /// <summary>Why it failed, or Karmada's words for success.</summary>
    public required string Message { get; init; }

    /// <summary>The term of clusterAffinities that is in force afterwards.</summary>
    public string? ObservedAffinityName { get; init; }

    /// <summary>Why each cluster that was not feasible is not, in the last attempt.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filtered { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Every attempt: one for each term of clusterAffinities that was tried.</summary>
    public IReadOnlyList<ScheduleAttempt> Attempts { get; init; } = [];

    /// <summary>"Success", or the failure's name: the reason of the Scheduled condition.</summary>
    public string Reason => Failure?.ToString() ?? "Success";
}

/// <summary>One attempt with one term of affinities.</summary>
public sealed record ScheduleAttempt(string? AffinityName, IReadOnlyList<TargetCluster>? Targets, string? Error, IReadOnlyDictionary<string, IReadOnlyList<string>> Filtered);

/// <summary>How the scheduler is set up.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Also name clusters that get no replica (Karmada's --enable-empty-workload-propagation).</summary>
    public bool EmptyWorkloadPropagation { get; init; }

    /// <summary>Refuse to spread by zone, provider and label, as Karmada's scheduler does although its API accepts them.</summary>
    public bool RefuseSpreadAsKarmada { get; init; }

    /// <summary>
    /// How many replicas with these requirements (of a binding; null for none) find room in a cluster, where somebody knows it better than the cluster's
    /// summary tells; null where nobody does. Karmada asks an estimator for that (karmada-scheduler-estimator).
    /// </summary>
    public Func<string, JsonObject?, long?> Capacity { get; init; } = (_, _) => null;
}

/// <summary>An attempt that failed.</summary>
internal sealed class ScheduleException(ScheduleFailure failure, string message) : Exception(message)
{
    public ScheduleFailure Failure => failure;

    public ScheduleException Prefixed(string prefix) => new(failure, prefix + Message);
}
