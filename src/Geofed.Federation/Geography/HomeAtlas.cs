using Geofed.Client;
using Geofed.Placement.Geography;

namespace Geofed.Federation.Geography;

/// <summary>What this user knows of the world.</summary>
public static class HomeAtlas
{
    /// <exception cref="FormatException">A file of the home cannot be understood.</exception>
    public static Atlas Of(HomeFolder home) =>
        new(new HomeRegions(home.RegionsFile).List().Select(r => r.ToPlace()), new HomeLatencies(home.LatenciesFile).List());
}
