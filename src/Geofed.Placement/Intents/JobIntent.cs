using Geofed.Placement.Capacity;
using Geofed.Placement.Datasets;

namespace Geofed.Placement.Intents;

/// <summary>What a person wants of the place where a job runs.</summary>
/// <param name="Claim">What one pod takes of a node, and which nodes it may run on; when they are not alike the largest.</param>
/// <param name="Pods">Pods that run at the same time.</param>
public sealed record JobIntent(ReplicaClaim Claim, long Pods)
{
    /// <summary>Pods of several sizes; all are alike when left out.</summary>
    public IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Sets { get => field ?? [(Claim, Pods)]; init; }

    /// <summary>GPUs of each pod.</summary>
    public int Gpu { get; init; }

    /// <summary>GKE's name of the GPU that each pod needs; any when null.</summary>
    public string? Accelerator { get; init; }

    /// <summary>The data that it reads; each candidate reads the replica that is nearest to it.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>A region that it shall be near.</summary>
    public string? Near { get; init; }

    /// <summary>The longest round trip to what it shall be near, in milliseconds.</summary>
    public double? MaxRoundTripMs { get; init; }

    /// <summary>What orders the clusters that it fits; null for what follows from the rest.</summary>
    public Preference? Prefer { get; init; }

    /// <summary>Clusters with the most room come first.</summary>
    public bool SpareCapacity { get; init; }

    /// <summary>Its pods may run in several clusters.</summary>
    public bool Divide { get; init; }

    /// <summary>How long it is expected to run, for what it costs altogether.</summary>
    public double ExpectedHours { get; init; } = 24;

    /// <summary>Only these clusters; all when empty.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Only clusters in these regions; all when empty.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>How many of its pods find room at the same time; of pods that are alike maybe more than it has.</summary>
    public long RoomIn(ClusterRoom room) => Sets is [var only] ? room.Fits(only.Claim) : room.FitsTogether(Sets);

    /// <summary>Whether it says anything that orders clusters or rules some out by more than name and region.</summary>
    public bool SaysWhere => Dataset is not null || Near is not null || MaxRoundTripMs is not null || Prefer is not null || SpareCapacity;

    /// <summary>The order that follows: what is asked for, or else spare capacity, or else nearness.</summary>
    public Preference? Order => Prefer ?? (SpareCapacity ? Preference.Roomiest : Dataset is not null || Near is not null ? Preference.Nearest : null);
}

/// <summary>What makes one cluster better than another.</summary>
public enum Preference
{
    /// <summary>The least money for the expected hours, and for moving the data.</summary>
    Cheapest,

    /// <summary>The shortest round trip to the data, or to the region that is named.</summary>
    Nearest,

    /// <summary>The least CO2 for each kilowatt hour.</summary>
    Greenest,

    /// <summary>The most room for such pods.</summary>
    Roomiest,
}
