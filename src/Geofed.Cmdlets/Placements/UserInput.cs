using System.Collections;
using Geofed.Client;
using Geofed.Cmdlets.Geography;
using Geofed.Model;
using Geofed.Model.Catalogue;
using Geofed.Placement.Intents;

namespace Geofed.Cmdlets.Placements;

/// <summary>Reads where users are: continents and regions, with their shares.</summary>
internal static class UserInput
{
    /// <exception cref="GeofedErrorException">There is no such place, or a share is no whole number above 0.</exception>
    public static IReadOnlyList<UserShare> Read(HomeFolder home, IDictionary? users) =>
        [.. StringMaps.Weights(users).GroupBy(u => Place(home, u.Key), (place, shares) => new UserShare(place, shares.Sum(s => s.Value)))];

    /// <summary>As it is written where it is known; "North America" and "north-america" are NorthAmerica.</summary>
    private static string Place(HomeFolder home, string name)
    {
        var continents = Enum.GetNames<Continent>();
        var word = string.Concat(name.Where(char.IsLetter));
        if (continents.FirstOrDefault(c => c.Equals(word, StringComparison.OrdinalIgnoreCase) && !name.Any(char.IsDigit)) is { } continent)
            return continent;
        return KnownRegions.Find(home, name)?.Name
            ?? throw GeofedErrors.UnknownPlace(name, Suggestions.Nearest(name, continents.Concat(KnownRegions.All(home).Select(r => r.Name))));
    }
}
