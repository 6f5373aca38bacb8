namespace Geofed.Placement.Planning;

/// <summary>Something to be placed: pods that are all alike.</summary>
public abstract record PlanningWorkload(string Name, int Pods, PodClaim Claim)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<NodeHold>> Nowhere = new Dictionary<string, IReadOnlyList<NodeHold>>();

    /// <summary>The greater, the more important.</summary>
    public int Priority { get; init; }

    /// <summary>Only these clusters; any when null.</summary>
    public IReadOnlySet<string>? Clusters { get; init; }

    /// <summary>The nodes that its pods are on now, by cluster. Pods that have none wait.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<NodeHold>> Holds { get; init; } = Nowhere;

    /// <summary>False for what must stay as it is, and takes part only by the room it takes.</summary>
    public bool Movable { get; init; } = true;

    public bool MayRunIn(string cluster) => Clusters is null || Clusters.Contains(cluster);

    /// <summary>Its pods that have a node in a cluster.</summary>
    public int HeldIn(string cluster) => Holds.TryGetValue(cluster, out var holds) ? holds.Sum(h => h.Pods) : 0;
}

/// <summary>A job: all of its pods run at the same time in one cluster, or it waits.</summary>
public sealed record PlanningJob(string Name, int Pods, PodClaim Claim) : PlanningWorkload(Name, Pods, Claim)
{
    /// <summary>An estimate of how long it runs; of one that runs, how much longer. Null when nobody knows.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What is lost when it is moved: the work since its last checkpoint.</summary>
    public TimeSpan Unsaved { get; init; }

    /// <summary>The regions that have its data; none when it reads none.</summary>
    public IReadOnlyList<string> DataRegions { get; init; } = [];

    /// <summary>How much data it reads.</summary>
    public double DataGB { get; init; }

    /// <summary>A region that it shall be near; null when there is none.</summary>
    public string? Near { get; init; }

    public bool IsRunning => Holds.Count > 0;
}

/// <summary>A service: its replicas may be divided over clusters as one likes.</summary>
public sealed record PlanningService(string Name, int Pods, PodClaim Claim) : PlanningWorkload(Name, Pods, Claim)
{
    /// <summary>Where its users are; none when nobody has said so.</summary>
    public IReadOnlyList<UserShare> Users { get; init; } = [];

    /// <summary>The fewest replicas of each region.</summary>
    public IReadOnlyDictionary<string, int> LeastByRegion { get; init; } = new Dictionary<string, int>();
}

/// <summary>A part of a service's users.</summary>
/// <param name="Place">A continent or region; what <see cref="PlanningProblem.RoundTripMs"/> understands.</param>
/// <param name="Share">In proportion to the others'.</param>
public sealed record UserShare(string Place, double Share);
