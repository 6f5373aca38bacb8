using Geofed.Placement.Geography;

namespace Geofed.Federation.Geography;

/// <summary>How far two regions are from one another.</summary>
/// <param name="From">A region, or "here" for the machine that runs Geofed.</param>
public sealed record GeoLatency(string From, string To)
{
    /// <summary>Along the great circle; null from here, whose place is not known.</summary>
    public double? DistanceKm { get; init; }

    /// <summary>Milliseconds there and back.</summary>
    public double RoundTripMs { get; init; }

    public RoundTripSource Source { get; init; }

    /// <summary>The cluster whose address was measured; null between regions.</summary>
    public string? Cluster { get; init; }

    /// <summary>The cluster that measured; null from here, and between regions.</summary>
    public string? FromCluster { get; init; }

    /// <summary>True for a simulated cluster, which is on this machine wherever it says it is: what is measured there says nothing and is not kept. One that was asked itself has told the estimate.</summary>
    public bool Simulated { get; init; }

    /// <summary>What is known of a way; null when one of the regions is not.</summary>
    public static GeoLatency? Between(Atlas atlas, string from, string to) =>
        atlas.Between(from, to) is { } trip ? new(from, to) { DistanceKm = atlas.DistanceKm(from, to), RoundTripMs = trip.Milliseconds, Source = trip.Source } : null;
}
