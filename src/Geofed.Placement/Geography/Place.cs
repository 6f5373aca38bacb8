using Geofed.Model.Catalogue;

namespace Geofed.Placement.Geography;

/// <summary>Where a region is.</summary>
/// <param name="Latitude">Degrees north of the equator.</param>
/// <param name="Longitude">Degrees east of Greenwich.</param>
public sealed record Place(string Region, double Latitude, double Longitude, Continent Continent)
{
    /// <summary>The regions of Google Cloud.</summary>
    public static IReadOnlyList<Place> OfGcp { get; } = [.. GcpRegion.All.Select(r => new Place(r.Name, r.Latitude, r.Longitude, Continents.Of(r)))];

    /// <summary>In kilometres.</summary>
    public double DistanceTo(Place other) => GreatCircle.Kilometres(Latitude, Longitude, other.Latitude, other.Longitude);

    /// <summary>The continent of coordinates: that of the nearest region of Google Cloud.</summary>
    public static Continent ContinentAt(double latitude, double longitude) =>
        OfGcp.MinBy(p => GreatCircle.Kilometres(latitude, longitude, p.Latitude, p.Longitude))!.Continent;

    public override string ToString() => Region;
}
