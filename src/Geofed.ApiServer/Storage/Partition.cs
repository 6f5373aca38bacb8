using System.Collections.Immutable;
using Geofed.ApiServer.Watching;
using Geofed.Model;

namespace Geofed.ApiServer.Storage;

/// <summary>
/// The objects of one API in memory. What readers and watchers see is on the disk already; writers are held against the newest
/// version, also one that is still on its way there.
/// </summary>
internal sealed class Partition
{
    private readonly Store _store;
    private readonly Dictionary<string, ObjectTable> _tables = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _assigned;
    private long _committed;

    public Partition(Store store, string name, long revision, IReadOnlyCollection<(string Resource, Entry Entry)> stored)
    {
        (_store, Name) = (store, name);
        // A new API starts above 0, which means "any" to a watch.
        _assigned = _committed = Math.Max(1, revision);
        foreach (var group in stored.GroupBy(s => s.Resource))
            _tables[group.Key] = new(group.Select(s => s.Entry).ToImmutableSortedSet(Entry.ByKey), _committed);
    }

    public string Name { get; }
    public int Epoch { get; private set; }

    /// <summary>The version that everything readable is at.</summary>
    public long Revision => Interlocked.Read(ref _committed);

    /// <summary>Hears of every change that is on the disk just before anybody can see it, on the writer's thread; must not block.</summary>
    public event Action<Change>? Publishing;

    /// <summary>Hears of every committed change, in order, on the writer's thread; must not block.</summary>
    public event Action<Change>? Committed;

    /// <summary>The names of the resources that have a table, e.g. "apps/deployments".</summary>
    public IReadOnlyList<string> Resources
    {
        get
        {
            lock (_gate)
                return [.. _tables.Keys];
        }
    }

    public Snapshot Read(string resource)
    {
        lock (_gate)
            return new(Table(resource).Committed, _committed);
    }

    /// <summary>All objects of a resource as they were at a version; null when that is too long ago.</summary>
    public Snapshot? ReadAt(string resource, long revision)
    {
        lock (_gate)
            return Table(resource).At(revision) is { } entries ? new(entries, revision) : null;
    }

    public Entry? Get(string resource, string key) => Read(resource).Get(key);

    /// <summary>The newest version of an object, on the disk or not.</summary>
    public Entry? Newest(string resource, string key)
    {
        lock (_gate)
            return Table(resource).Newest(key);
    }

    /// <summary>
    /// Writes an object if its newest version is still <paramref name="expected"/> (null: it must not exist). <paramref name="render"/> makes
    /// its JSON for the new version; null deletes it, and <paramref name="last"/> then makes what watchers are shown.
    /// Returns null when somebody else was faster.
    /// </summary>
    public async Task<Change?> WriteAsync(string resource, string key, Entry? expected, Func<long, byte[]>? render, Func<long, byte[]>? last = null)
    {
        PendingWrite write;
        lock (_gate)
        {
            if (IsDropped)
                throw Gone();
            var table = Table(resource);
            var newest = table.Newest(key);
            if (newest?.Revision != expected?.Revision)
                return null;
            var revision = ++_assigned;
            var next = render is null ? null : new Entry(key, revision, render(revision));
            var change = new Change(resource, revision, newest, next, next?.Json ?? last!(revision));
            table.Pending[key] = change;
            write = new(this, change, Epoch);
            _store.Enqueue(write);
        }
        await write.Done.Task.ConfigureAwait(false);
        return write.Change;
    }

    /// <summary>Watches a resource from after a version; null when the history does not reach back so far.</summary>
    public Watcher? Watch(string resource, long from)
    {
        lock (_gate)
            return Table(resource).Watch(from);
    }

    /// <summary>Watches from now on, beside all that is there.</summary>
    public (Snapshot Snapshot, Watcher Watcher) ReadAndWatch(string resource)
    {
        lock (_gate)
            return (new(Table(resource).Committed, _committed), Table(resource).Watch(_committed)!);
    }

    /// <summary>Tells a watcher, after all changes that it has to read yet, the version that they bring it to.</summary>
    public void Mark(string resource, Watcher watcher)
    {
        lock (_gate)
            watcher.Mark(Change.Mark(resource, _committed));
    }

    public void Stop(string resource, Watcher watcher)
    {
        lock (_gate)
            Table(resource).Remove(watcher);
    }

    public void Publish(Change change)
    {
        Publishing?.Invoke(change);
        lock (_gate)
        {
            Interlocked.Exchange(ref _committed, change.Revision);
            Table(change.Resource).Publish(change);
        }
        Committed?.Invoke(change);
    }

    /// <summary>Its data are deleted: no write may bring it back.</summary>
    public bool IsDropped { get; private set; }

    public void Drop()
    {
        lock (_gate)
            IsDropped = true;
        Forget();
    }

    public KubeApiException Gone() => new(404, "NotFound", $"The API {Name} is gone: it was deleted. Nothing was written.");

    /// <summary>Why writes were given up last.</summary>
    public string? Failure { get; private set; }

    /// <summary>Gives up all writes that are not on the disk, after one of them failed.</summary>
    public void Forget(string? failure = null)
    {
        lock (_gate)
        {
            Failure = failure;
            Epoch++;
            foreach (var table in _tables.Values)
                table.Pending.Clear();
        }
    }

    private ObjectTable Table(string resource)
    {
        if (!_tables.TryGetValue(resource, out var table))
            _tables[resource] = table = new([], _committed);
        return table;
    }
}
