using Geofed.Model.Catalogue;

namespace Geofed.Clusters;

/// <summary>A region that clusters can be in.</summary>
/// <param name="Place">City or district.</param>
/// <param name="Country">Country, or state and country.</param>
/// <param name="Latitude">Degrees north of the equator.</param>
/// <param name="Longitude">Degrees east of Greenwich.</param>
public sealed record GeoRegion(string Name, string Place, string Country, double Latitude, double Longitude)
{
    public string Provider { get; init; } = "gcp";

    public IReadOnlyList<string> Zones { get; init; } = [];

    public Continent Continent { get; init; }

    public override string ToString() => Name;
}

/// <summary>The regions that are known, without asking anybody.</summary>
public static class GeoRegions
{
    public static IReadOnlyList<GeoRegion> All { get; } =
        [.. GcpRegion.All.Select(r => new GeoRegion(r.Name, r.Place, r.Country, r.Latitude, r.Longitude) { Zones = r.Zones, Continent = Continents.Of(r) })];

    /// <summary>The region of that name, in any case; null when there is none.</summary>
    public static GeoRegion? Find(string name) => All.FirstOrDefault(region => region.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
