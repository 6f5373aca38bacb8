namespace Geofed.Model.Catalogue;

/// <summary>A part of the world, as networks and prices see it: the Middle East stands for itself, as in the names of Google Cloud's regions.</summary>
public enum Continent
{
    Africa,
    Asia,
    Europe,
    MiddleEast,
    NorthAmerica,
    Oceania,
    SouthAmerica,
}

/// <summary>Which continent a region is on.</summary>
public static class Continents
{
    /// <summary>By the first word of the region's name.</summary>
    public static Continent Of(GcpRegion region) => region.Name.Split('-')[0] switch
    {
        "africa" => Continent.Africa,
        "asia" => Continent.Asia,
        "europe" => Continent.Europe,
        "me" => Continent.MiddleEast,
        "southamerica" => Continent.SouthAmerica,
        "australia" => Continent.Oceania,
        _ => Continent.NorthAmerica,
    };
}
