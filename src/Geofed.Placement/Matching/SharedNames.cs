using System.Collections.Concurrent;

namespace Geofed.Placement.Matching;

/// <summary>
/// A list of names that thousands of clusters have in common, of which all of them hold the one same object: what was found out about it for one cluster
/// holds for the next.
/// </summary>
internal sealed class SharedNames
{
    /// <summary>More different lists than a federation has kinds of clusters; beyond, they are no longer shared with those before.</summary>
    private const int MostKept = 1000;
    private static readonly ConcurrentDictionary<string, SharedNames> Kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private SharedNames(IReadOnlyList<string> names)
    {
        Names = names;
        for (var i = 0; i < names.Count; i++)
            _places.TryAdd(names[i], i);
    }

    public IReadOnlyList<string> Names { get; }

    public static SharedNames Of(IEnumerable<string> names)
    {
        IReadOnlyList<string> list = [.. names];
        if (Kept.Count > MostKept)
            Kept.Clear();
        return Kept.GetOrAdd(string.Join('\n', list), _ => new(list));
    }

    /// <summary>Where a name is; -1 for one that is not among them.</summary>
    public int Find(string name) => _places.GetValueOrDefault(name, -1);
}
