using Geofed.Client;
using Geofed.Clusters;
using Geofed.Federation.Geography;
using Geofed.Model;
using Geofed.Placement.Geography;

namespace Geofed.Cmdlets.Geography;

/// <summary>The regions that this user knows: those of Google Cloud, and those that were registered.</summary>
internal static class KnownRegions
{
    public static IReadOnlyList<GeoRegion> All(HomeFolder home) => [.. GeoRegions.All.Concat(new HomeRegions(home.RegionsFile).List().Select(From))];

    public static GeoRegion? Find(HomeFolder home, string name) => All(home).FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="GeofedErrorException">There is no region of that name.</exception>
    public static GeoRegion Get(HomeFolder home, string name) => Find(home, name) ?? throw Unknown(home, name);

    public static GeofedErrorException Unknown(HomeFolder home, string name) => GeofedErrors.UnknownRegion(name, Suggestions.Nearest(name, All(home).Select(r => r.Name)));

    public static GeoRegion From(OwnRegion region) => new(region.Name, region.Place, region.Country, region.Latitude, region.Longitude)
    {
        Provider = region.Provider,
        Continent = region.Continent ?? Place.ContinentAt(region.Latitude, region.Longitude),
    };
}
