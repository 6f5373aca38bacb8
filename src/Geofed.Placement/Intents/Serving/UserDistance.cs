using Geofed.Model.Catalogue;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Intents;

/// <summary>
/// How far users are from a cluster. Of a continent nobody knows where on it they are: all clusters on it are equally near, a mean way within it away;
/// to a cluster elsewhere it is the mean way from its regions.
/// </summary>
internal sealed class UserDistance(Atlas atlas)
{
    /// <summary>What is at an unknown place is farther than anything on earth, in milliseconds.</summary>
    private const double Unknown = 1e5;

    private readonly Dictionary<(string, string), double> _known = [];

    /// <summary>The continent of that name, in any case; null when it is none.</summary>
    public static Continent? Continent(string place) =>
        place.All(char.IsLetter) && Enum.TryParse<Continent>(place, ignoreCase: true, out var continent) ? continent : null;

    /// <summary>The round trip in milliseconds.</summary>
    /// <param name="place">A continent or a region.</param>
    public double Ms(string place, string region)
    {
        if (!_known.TryGetValue((place, region), out var ms))
            _known[(place, region)] = ms = Continent(place) is { } continent ? OfContinent(continent, region) : atlas.Between(place, region)?.Milliseconds ?? Unknown;
        return ms;
    }

    private double OfContinent(Continent continent, string region)
    {
        var places = atlas.Places.Where(p => p.Continent == continent).Select(p => p.Region).ToList();
        string[] ends = atlas.Find(region)?.Continent == continent ? [.. places] : [region];
        return places.SelectMany(p => ends.Select(end => atlas.Between(p, end)?.Milliseconds ?? Unknown)).DefaultIfEmpty(Unknown).Average();
    }
}
