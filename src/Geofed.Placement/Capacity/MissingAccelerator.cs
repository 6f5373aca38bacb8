using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>A GPU type that no cluster has, in words. Pure.</summary>
public static class MissingAccelerator
{
    /// <param name="wanted">GKE's name of the type that is asked for.</param>
    /// <param name="types">Those that clusters have.</param>
    /// <returns>Null when it is among them.</returns>
    public static string? Describe(string wanted, IReadOnlyCollection<string> types)
    {
        if (types.Contains(wanted))
            return null;
        var named = types.Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var there = named.Count == 0 ? "there are none at all" : $"there {(named.Count == 1 ? "is" : "are")} {string.Join(", ", named)}";
        return $"No cluster has a GPU '{wanted}'; {there}{(Suggestions.Nearest(wanted, named) is { } nearest ? $" (did you mean '{nearest}'?)" : "")}.";
    }
}
