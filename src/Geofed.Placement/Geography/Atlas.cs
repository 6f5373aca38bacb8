namespace Geofed.Placement.Geography;

/// <summary>What is known of the places of regions, and of the ways between them.</summary>
public sealed class Atlas
{
    private readonly Dictionary<string, Place> _places;
    private readonly Dictionary<(string, string), KnownRoundTrip> _known = [];

    /// <param name="own">Regions beside those of Google Cloud.</param>
    /// <param name="known">Round trips that are known better than by their distance; of several for one way the last counts.</param>
    public Atlas(IEnumerable<Place> own, IEnumerable<KnownRoundTrip> known)
    {
        _places = Place.OfGcp.Concat(own).ToDictionary(p => p.Region, StringComparer.OrdinalIgnoreCase);
        foreach (var trip in known)
            _known[Way(trip.From, trip.To)] = trip;
    }

    /// <summary>Google Cloud's regions, and nothing measured.</summary>
    public static Atlas OfGcp { get; } = new([], []);

    public IEnumerable<Place> Places => _places.Values;

    /// <summary>In any case; null when no such region is known.</summary>
    public Place? Find(string region) => _places.GetValueOrDefault(region);

    /// <summary>Kilometres along the great circle; null when one of the places is not known.</summary>
    public double? DistanceKm(string from, string to) => Find(from) is { } a && Find(to) is { } b ? a.DistanceTo(b) : null;

    /// <summary>What is known of the round trip, or else its estimate; null when there is neither.</summary>
    public RoundTrip? Between(string from, string to) =>
        _known.TryGetValue(Way(from, to), out var known) ? new(known.Milliseconds, known.Source)
        : Find(from) is { } a && Find(to) is { } b ? new(RoundTripEstimate.Milliseconds(a, b), RoundTripSource.Estimated)
        : null;

    private static (string, string) Way(string from, string to)
    {
        var (a, b) = (from.ToLowerInvariant(), to.ToLowerInvariant());
        return string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
    }
}
