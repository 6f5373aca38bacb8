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

    /// <summary>What a pod that needs no GPU costs an hour, by cluster: its part of a node. What GPUs cost is said by nodes.</summary>
    public IReadOnlyDictionary<string, double> PodHour { get; init; } = new Dictionary<string, double>();

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

    /// <summary>What it costs, once, to carry its data there, by cluster.</summary>
    public IReadOnlyDictionary<string, double> Egress { get; init; } = new Dictionary<string, double>();

    /// <summary>Grams of CO2 a kilowatt hour, by cluster, of one that shall run where least is emitted; none of others.</summary>
    public IReadOnlyDictionary<string, double> Carbon { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether it shall run where it is cheapest: money then counts more.</summary>
    public bool Cheapest { get; init; }

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
