namespace Geofed.Placement.Geography;

/// <summary>Distances on the globe, taken for a sphere: at most 0.6 % from those on the ellipsoid.</summary>
public static class GreatCircle
{
    /// <summary>The mean radius of the earth in kilometres (IUGG, R1).</summary>
    public const double EarthRadiusKm = 6371.0088;

    /// <summary>The way along the surface in kilometres, by the haversine formula, which keeps its precision for near places. Degrees north and east.</summary>
    public static double Kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var (north, east) = (double.DegreesToRadians(otherLatitude - latitude), double.DegreesToRadians(otherLongitude - longitude));
        var haversine = Square(Math.Sin(north / 2))
            + Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(otherLatitude)) * Square(Math.Sin(east / 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
    }

    private static double Square(double x) => x * x;
}
