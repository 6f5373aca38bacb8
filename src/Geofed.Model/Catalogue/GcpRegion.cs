namespace Geofed.Model.Catalogue;

/// <summary>A region of Google Cloud.</summary>
/// <param name="Name">e.g. "europe-west1".</param>
/// <param name="Place">City or district, e.g. "St. Ghislain".</param>
/// <param name="Country">Country, or state and country.</param>
/// <param name="Latitude">Degrees north of the equator, of the place.</param>
/// <param name="Longitude">Degrees east of Greenwich, of the place.</param>
/// <param name="Zones">e.g. "europe-west1-b".</param>
public sealed record GcpRegion(string Name, string Place, string Country, double Latitude, double Longitude, IReadOnlyList<string> Zones)
{
    /// <summary>All regions, by name (cloud.google.com/compute/docs/regions-zones, 2026; coordinates are those of the place, to a hundredth of a degree).</summary>
    public static IReadOnlyList<GcpRegion> All { get; } =
    [
        Region("africa-south1", "Johannesburg", "South Africa", -26.20, 28.05),
        Region("asia-east1", "Changhua County", "Taiwan", 24.05, 120.52),
        Region("asia-east2", "Hong Kong", "Hong Kong", 22.32, 114.17),
        Region("asia-northeast1", "Tokyo", "Japan", 35.69, 139.69),
        Region("asia-northeast2", "Osaka", "Japan", 34.69, 135.50),
        Region("asia-northeast3", "Seoul", "South Korea", 37.57, 126.98),
        Region("asia-south1", "Mumbai", "India", 19.08, 72.88),
        Region("asia-south2", "Delhi", "India", 28.70, 77.10),
        Region("asia-southeast1", "Jurong West", "Singapore", 1.34, 103.71),
        Region("asia-southeast2", "Jakarta", "Indonesia", -6.21, 106.85),
        Region("australia-southeast1", "Sydney", "Australia", -33.87, 151.21),
        Region("australia-southeast2", "Melbourne", "Australia", -37.81, 144.96),
        Region("europe-central2", "Warsaw", "Poland", 52.23, 21.01),
        Region("europe-north1", "Hamina", "Finland", 60.57, 27.20),
        Region("europe-north2", "Stockholm", "Sweden", 59.33, 18.07),
        Region("europe-southwest1", "Madrid", "Spain", 40.42, -3.70),
        Region("europe-west1", "St. Ghislain", "Belgium", 50.45, 3.82, "bcd"),
        Region("europe-west10", "Berlin", "Germany", 52.52, 13.40),
        Region("europe-west12", "Turin", "Italy", 45.07, 7.69),
        Region("europe-west2", "London", "United Kingdom", 51.51, -0.13),
        Region("europe-west3", "Frankfurt", "Germany", 50.11, 8.68),
        Region("europe-west4", "Eemshaven", "Netherlands", 53.44, 6.83),
        Region("europe-west6", "Zurich", "Switzerland", 47.38, 8.54),
        Region("europe-west8", "Milan", "Italy", 45.46, 9.19),
        Region("europe-west9", "Paris", "France", 48.86, 2.35),
        Region("me-central1", "Doha", "Qatar", 25.29, 51.53),
        Region("me-central2", "Dammam", "Saudi Arabia", 26.43, 50.10),
        Region("me-west1", "Tel Aviv", "Israel", 32.09, 34.78),
        Region("northamerica-northeast1", "Montreal", "Quebec, Canada", 45.50, -73.57),
        Region("northamerica-northeast2", "Toronto", "Ontario, Canada", 43.65, -79.38),
        Region("northamerica-south1", "Queretaro", "Mexico", 20.59, -100.39),
        Region("southamerica-east1", "Osasco", "Sao Paulo, Brazil", -23.53, -46.79),
        Region("southamerica-west1", "Santiago", "Chile", -33.45, -70.67),
        Region("us-central1", "Council Bluffs", "Iowa, USA", 41.26, -95.86, "abcf"),
        Region("us-east1", "Moncks Corner", "South Carolina, USA", 33.20, -80.01, "bcd"),
        Region("us-east4", "Ashburn", "Virginia, USA", 39.04, -77.49),
        Region("us-east5", "Columbus", "Ohio, USA", 39.96, -83.00),
        Region("us-south1", "Dallas", "Texas, USA", 32.78, -96.80),
        Region("us-west1", "The Dalles", "Oregon, USA", 45.59, -121.18),
        Region("us-west2", "Los Angeles", "California, USA", 34.05, -118.24),
        Region("us-west3", "Salt Lake City", "Utah, USA", 40.76, -111.89),
        Region("us-west4", "Las Vegas", "Nevada, USA", 36.17, -115.14),
    ];

    /// <summary>The region of that name, in any case; null when there is none.</summary>
    public static GcpRegion? Find(string name) => All.FirstOrDefault(region => region.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Name;

    private static GcpRegion Region(string name, string place, string country, double latitude, double longitude, string zones = "abc") =>
        new(name, place, country, latitude, longitude, [.. zones.Select(zone => $"{name}-{zone}")]);
}
