namespace Geofed.Federation;

/// <summary>Where a workload shall run, and how its replicas are divided.</summary>
public sealed record PlacementRequest
{
    /// <summary>Only these members; all when empty.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Only members in these regions; all when empty.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Shares by member; equal when empty.</summary>
    public IReadOnlyDictionary<string, long> Weights { get; init; } = new Dictionary<string, long>();

    /// <summary>Every member runs all replicas, instead of its share.</summary>
    public bool Duplicate { get; init; }

    /// <summary>What gets equal shares.</summary>
    public SpreadBy SpreadBy { get; init; }

    /// <summary>The zones or the provider of each member, for <see cref="SpreadBy.Zone"/> and <see cref="SpreadBy.Provider"/>.</summary>
    public IReadOnlyDictionary<string, string> GroupOf { get; init; } = new Dictionary<string, string>();

    /// <summary>In so many regions at least; the control plane chooses those with the most room, and divides by room.</summary>
    public int MinRegions { get; init; }

    /// <summary>The most replicas of a member; a real Karmada does not heed it.</summary>
    public long? MaxPerCluster { get; init; }

    /// <summary>One member that has room for all replicas runs them all, instead of each its share.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether it says anything at all.</summary>
    public bool IsDefault => Clusters.Count == 0 && Regions.Count == 0 && Weights.Count == 0 && !Duplicate && SpreadBy == SpreadBy.Cluster && MinRegions == 0 && MaxPerCluster is null && !Whole;
}

/// <summary>What gets an equal share of the replicas.</summary>
public enum SpreadBy
{
    /// <summary>Each cluster.</summary>
    Cluster,

    /// <summary>Each region; the clusters of a region share its share.</summary>
    Region,

    /// <summary>Each zone; a cluster in several counts as one group with those in the same ones.</summary>
    Zone,

    /// <summary>Each provider.</summary>
    Provider,
}
