using Geofed.Federation.Home;
using Geofed.Model.Catalogue;
using Geofed.Placement.Geography;

namespace Geofed.Federation.Geography;

/// <summary>A region that a person has added: a site of their own, or another cloud's region.</summary>
public sealed record OwnRegion(string Name, double Latitude, double Longitude)
{
    public string Place { get; init; } = "";
    public string Country { get; init; } = "";
    public string Provider { get; init; } = "";

    /// <summary>That of the nearest region of Google Cloud when null.</summary>
    public Continent? Continent { get; init; }

    internal Place ToPlace() => new(Name, Latitude, Longitude, Continent ?? Placement.Geography.Place.ContinentAt(Latitude, Longitude));
}

/// <summary>The regions that a person has added, in a file of the home.</summary>
public sealed class HomeRegions(string file)
{
    /// <summary>By name.</summary>
    /// <exception cref="FormatException">The file cannot be understood.</exception>
    public IReadOnlyList<OwnRegion> List() => [.. (StrictJson.Read<RegionsFile>(file)?.Regions ?? []).OrderBy(r => r.Name, StringComparer.Ordinal)];

    public OwnRegion? Find(string name) => List().FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a region, in the place of one of the same name.</summary>
    public void Add(OwnRegion region) => StrictJson.Write(file, new RegionsFile([.. Others(region.Name), region]));

    /// <summary>False when there was none.</summary>
    public bool Remove(string name)
    {
        if (Find(name) is null)
            return false;
        StrictJson.Write(file, new RegionsFile([.. Others(name)]));
        return true;
    }

    private IEnumerable<OwnRegion> Others(string name) => List().Where(r => !r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private sealed record RegionsFile(IReadOnlyList<OwnRegion> Regions);
}
