using System.Collections.Concurrent;
using Geofed.Model.Catalogue;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Planning;

/// <summary>
/// How far it is from where data or users are to a region, as a plan weighs it: also from continents, and to places that nobody knows. Remembers what it has worked out, since a plan asks
/// for the same few ways again and again.
/// </summary>
public sealed class PlanningDistances(Atlas atlas)
{
    /// <summary>Half way round the earth: how far a place is taken to be that is not known.</summary>
    public const double UnknownKm = Math.PI * GreatCircle.EarthRadiusKm;

    /// <summary>How long a round trip to a place is taken to be that is not known: more than any that was measured.</summary>
    public const double UnknownMs = 400;

    private readonly ConcurrentDictionary<(string, string), double> _kilometres = [], _milliseconds = [];

    /// <summary>Between two regions.</summary>
    public double Kilometres(string from, string to) => _kilometres.GetOrAdd((from, to), way => IsSame(way.Item1, way.Item2) ? 0 : atlas.DistanceKm(way.Item1, way.Item2) ?? UnknownKm);

    /// <param name="place">A region, or a <see cref="Continent"/>: users there are spread over its regions evenly, and all of its regions are as near to them.</param>
    public double RoundTripMs(string place, string region) => _milliseconds.GetOrAdd((place, region), way => Milliseconds(way.Item1, way.Item2));

    private double Milliseconds(string place, string region)
    {
        var users = atlas.Places.Where(p => IsSame(p.Continent.ToString(), place)).Select(p => p.Region).DefaultIfEmpty(place).ToList();
        var ends = users.Contains(region, StringComparer.OrdinalIgnoreCase) ? users : [region];
        return users.SelectMany(from => ends.Select(to => BetweenRegions(from, to))).Average();
    }

    private double BetweenRegions(string from, string to) => atlas.Between(from, to)?.Milliseconds ?? (IsSame(from, to) ? RoundTripEstimate.AtTheEnds : UnknownMs);

    private static bool IsSame(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
