using System.Collections.Immutable;
using Geofed.ApiServer.Watching;

namespace Geofed.ApiServer.Storage;

/// <summary>One resource of one API: its objects, its recent history and who watches it. Guarded by its partition.</summary>
internal sealed class ObjectTable(ImmutableSortedSet<Entry> stored, long revision)
{
    private const int HistoryLength = 1024;
    private readonly Queue<Change> _history = new();
    private readonly List<Watcher> _watchers = [];
    private long _forgotten = revision;

    public ImmutableSortedSet<Entry> Committed { get; private set; } = stored.WithComparer(Entry.ByKey);

    public Dictionary<string, Change> Pending { get; } = new(StringComparer.Ordinal);

    public Entry? Newest(string key) =>
        Pending.TryGetValue(key, out var change) ? change.New : Committed.TryGetValue(Entry.Probe(key), out var entry) ? entry : null;

    /// <summary>The objects as they were at a version; null when the history does not reach back so far.</summary>
    public ImmutableSortedSet<Entry>? At(long revision)
    {
        if (revision < _forgotten)
            return null;
        var entries = Committed.ToBuilder();
        foreach (var change in _history.Reverse().TakeWhile(c => c.Revision > revision))
        {
            if (change.New is not null)
                entries.Remove(change.New);
            if (change.Old is not null)
                entries.Add(change.Old);
        }
        return entries.ToImmutable();
    }

    public void Publish(Change change)
    {
        if (change.Old is not null)
        {
            Committed = Committed.Remove(change.Old);
            change.Old.Supersede();
        }
        if (change.New is not null)
            Committed = Committed.Add(change.New);
        if (Pending.TryGetValue(change.Key, out var newest) && newest.Revision == change.Revision)
            Pending.Remove(change.Key);
        _history.Enqueue(change);
        if (_history.Count > HistoryLength)
            _forgotten = _history.Dequeue().Revision;
        // One who does not keep up is dropped, and comes back with a new list.
        _watchers.RemoveAll(w => !w.Offer(change));
    }

    public Watcher? Watch(long from)
    {
        if (from < _forgotten)
            return null;
        var watcher = new Watcher(_history.Where(c => c.Revision > from));
        _watchers.Add(watcher);
        return watcher;
    }

    public void Remove(Watcher watcher) => _watchers.Remove(watcher);
}
