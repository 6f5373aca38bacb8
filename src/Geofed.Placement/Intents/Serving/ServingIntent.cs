using Geofed.Placement.Capacity;

namespace Geofed.Placement.Intents;

/// <summary>What a person wants of the places of something that serves users.</summary>
/// <param name="Claim">What one replica takes of a node, and which nodes it may run on.</param>
/// <param name="Replicas">Of all clusters together.</param>
public sealed record ServingIntent(ReplicaClaim Claim, long Replicas)
{
    /// <summary>Where its users are. Exclusive with <see cref="Concentrate"/>; one of the two is given.</summary>
    public IReadOnlyList<UserShare> Users { get; init; } = [];

    /// <summary>A region that all replicas shall be as near to as there is room.</summary>
    public string? Concentrate { get; init; }

    /// <summary>The fewest replicas for the users of each place; when null one, if there are as many replicas as places.</summary>
    public long? MinPerPlace { get; init; }

    /// <summary>In so many regions at least.</summary>
    public int MinRegions { get; init; }

    /// <summary>The most replicas of a cluster.</summary>
    public long? MaxPerCluster { get; init; }

    /// <summary>Only these clusters; all when empty.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Only clusters in these regions; all when empty.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Its replicas as they are now, by cluster: the room that they take is its own.</summary>
    public IReadOnlyDictionary<string, long> Running { get; init; } = new Dictionary<string, long>();

    /// <summary>Whom it serves: all users in the one region that it is concentrated on, or those that are given.</summary>
    internal IReadOnlyList<UserShare> Served => Concentrate is null ? Users : [new(Concentrate, 1)];
}

/// <summary>Users of one place.</summary>
/// <param name="Place">A continent's name (<see cref="Model.Catalogue.Continent"/>) or a region.</param>
/// <param name="Share">Against those of the other places; above 0.</param>
public sealed record UserShare(string Place, long Share);
