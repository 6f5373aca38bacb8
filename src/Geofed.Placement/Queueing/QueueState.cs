using Geofed.Placement.Capacity;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Queueing;

/// <summary>A Job that waits for a cluster with room for all of its pods.</summary>
/// <param name="Name">Which one it is.</param>
/// <param name="Sets">What its pods take, and how many such run at the same time.</param>
public sealed record WaitingJob(JobName Name, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Sets)
{
    /// <summary>Those that are hardest to place first.</summary>
    public IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Sets { get; } = [.. Sets.Order(LargestFirst.Instance)];

    /// <summary>How many of its pods run at the same time.</summary>
    public long Pods { get; } = Sets.Sum(set => set.Replicas);

    /// <summary>What it needs, so that what is found out for one job is known for all that need the same.</summary>
    internal string Shape { get; } = string.Join(';', Sets.Select(set => $"{set.Replicas}x{set.Claim.Text}"));

    /// <summary>Of two Jobs the one of higher priority is first.</summary>
    public long Priority { get; init; }

    /// <summary>Of two Jobs of equal priority the one that came first is first.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The clusters that may take it: those that are to be preferred first; in a group all are equal.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Candidates { get; init; } = [];

    /// <summary>How long it runs at most (a Job's activeDeadlineSeconds); null when nobody knows.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The time by which it must have started; null when it may wait for ever.</summary>
    public DateTimeOffset? StartBy { get; init; }

    /// <summary>The cluster that was kept for it before.</summary>
    public string? Reserved { get; init; }

    /// <summary>Whether Jobs of lower priority make way for it.</summary>
    public bool Preempts { get; init; }

    /// <summary>Why it must not start now, whatever room there is, e.g. because a former copy may still run; null when it may.</summary>
    public string? Held { get; init; }

    /// <summary>When that is to be looked at again; null when something happens then that is seen.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>What it needs, in words: "8 nvidia-l4 on one node".</summary>
    public string Need { get; init; } = "";

    /// <summary>The resource of which a lack is told: its GPUs, or else cpu.</summary>
    public string Scarce { get; init; } = "cpu";

    /// <summary>Who is first: by priority, then by who came first, then by name.</summary>
    public static int Compare(WaitingJob a, WaitingJob b)
    {
        var order = b.Priority.CompareTo(a.Priority);
        if (order == 0)
            order = a.Since.CompareTo(b.Since);
        return order == 0 ? string.CompareOrdinal(a.Name.ToString(), b.Name.ToString()) : order;
    }
}

/// <summary>A Job that has a cluster and is not over.</summary>
public sealed record RunningJob(JobName Name, string Cluster)
{
    public long Priority { get; init; }

    /// <summary>When it was given its cluster.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When it is over at the latest; null when nobody knows.</summary>
    public DateTimeOffset? EndsBy { get; init; }

    /// <summary>Pods that it is to have and that are on no node yet: nobody knows on which they will be.</summary>
    public IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Landing { get; init; } = [];
}

/// <summary>One cluster whose nodes and pods are known.</summary>
/// <param name="Landing">What else is on its way there: pods of workloads that do not stand in the queue.</param>
public sealed record QueueCluster(ClusterOccupancy Occupancy, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Landing);

/// <summary>All that a decision about the queue starts from.</summary>
/// <param name="Clusters">By name; a cluster of which nothing is known does not stand in it, and takes nothing.</param>
public sealed record QueueState(
    IReadOnlyCollection<WaitingJob> Waiting, IReadOnlyCollection<RunningJob> Running, IReadOnlyDictionary<string, QueueCluster> Clusters, DateTimeOffset Now)
{
    /// <summary>For how long others may overtake a Job in the cluster that is kept for it. Afterwards that cluster empties for it, whatever others there are.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);
}
