using System.Text.Json.Nodes;
using Geofed.Placement.Capacity;

namespace Geofed.Placement.Intents;

/// <summary>A cluster that a job could run in, and its nodes.</summary>
/// <param name="Nodes">The node documents; what they have besides what is free in <paramref name="Room"/> is known from them.</param>
/// <param name="Room">What is free now.</param>
public sealed record ClusterOffer(string Cluster, string Region, IReadOnlyList<JsonObject> Nodes, ClusterRoom Room)
{
    /// <summary>Why it takes nothing at all, e.g. because it is not ready; null when it does.</summary>
    public string? Closed { get; init; }

    /// <summary>False when its nodes could not be read, so that nobody knows what it has.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>What would be free if nothing ran there.</summary>
    public ClusterRoom Empty { get; } = ClusterRoom.Of(Nodes, []);
}
