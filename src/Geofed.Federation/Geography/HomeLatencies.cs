using Geofed.Federation.Home;
using Geofed.Placement.Geography;

namespace Geofed.Federation.Geography;

/// <summary>Round-trip times that were measured or said, in a file of the home. Of one way there is one.</summary>
public sealed class HomeLatencies(string file)
{
    /// <summary>What stands for the machine that runs Geofed, as one end of a way.</summary>
    public const string Here = "here";

    /// <exception cref="FormatException">The file cannot be understood.</exception>
    public IReadOnlyList<KnownRoundTrip> List() => StrictJson.Read<LatenciesFile>(file)?.Latencies ?? [];

    /// <summary>Keeps round trips, in the place of older ones of the same ways.</summary>
    public void Keep(IReadOnlyList<KnownRoundTrip> trips) =>
        StrictJson.Write(file, new LatenciesFile([.. List().Where(old => !trips.Any(t => IsSameWay(old, t.From, t.To))), .. trips]));

    /// <summary>Forgets what is known of a way, so that it is estimated again. False when nothing was.</summary>
    public bool Forget(string from, string to)
    {
        var all = List();
        var left = all.Where(t => !IsSameWay(t, from, to)).ToList();
        if (left.Count == all.Count)
            return false;
        StrictJson.Write(file, new LatenciesFile(left));
        return true;
    }

    private static bool IsSameWay(KnownRoundTrip trip, string from, string to) => Same(trip.From, from) && Same(trip.To, to) || Same(trip.From, to) && Same(trip.To, from);

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private sealed record LatenciesFile(IReadOnlyList<KnownRoundTrip> Latencies);
}
