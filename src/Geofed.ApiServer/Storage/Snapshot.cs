using System.Collections.Immutable;

namespace Geofed.ApiServer.Storage;

/// <summary>All objects of one resource as they were at one version.</summary>
internal readonly record struct Snapshot(ImmutableSortedSet<Entry> Entries, long Revision)
{
    public Entry? Get(string key) => Entries.TryGetValue(Entry.Probe(key), out var entry) ? entry : null;

    /// <summary>The entries of a namespace (all when null), from a key on.</summary>
    public IEnumerable<Entry> In(string? ns, string from = "")
    {
        var start = ns is not null && string.CompareOrdinal(from, ns + "/") < 0 ? ns + "/" : from;
        var index = Entries.IndexOf(Entry.Probe(start));
        for (var i = index < 0 ? ~index : index; i < Entries.Count; i++)
        {
            var entry = Entries[i];
            if (!entry.IsIn(ns))
                yield break;
            yield return entry;
        }
    }
}
