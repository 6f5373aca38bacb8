using System.Collections.Concurrent;
using Geofed.Model;

namespace Geofed.ApiServer.Storage;

/// <summary>
/// The database of all APIs of one home: one SQLite file, partitioned by the API's name. Writes that come together share one
/// transaction (group commit); a write is acknowledged when it is on the disk. Reads and watches are served from memory.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private readonly Database _database;
    private readonly BlockingCollection<object> _queue = [];
    private readonly ConcurrentDictionary<string, Partition> _partitions = new(StringComparer.Ordinal);
    private readonly Task _writer;

    private Store(Database database, TimeProvider time)
    {
        (_database, Time) = (database, time);
        _writer = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal TimeProvider Time { get; }

    /// <summary>Its file could not be written to when it was opened: it is read as it was then, and every write is refused.</summary>
    public bool IsReadOnly => _database.IsReadOnly;

    /// <summary>Opens the file, making it where there is none. One that is there and may not be written to is opened for reading.</summary>
    /// <exception cref="KubeApiException">The file is in use, unreadable, or written by a newer version; the message says what to do.</exception>
    public static async Task<Store> OpenAsync(string path, TimeProvider time, CancellationToken ct) =>
        new(await Task.Run(() => Database.Open(path), ct).ConfigureAwait(false), time);

    /// <summary>Loads the objects of one API, or gives what is loaded already.</summary>
    internal async Task<Partition> PartitionAsync(string api, CancellationToken ct)
    {
        if (_partitions.TryGetValue(api, out var loaded))
            return loaded;
        return await OnWriterAsync(() => _partitions.GetOrAdd(api, name => new(this, name, _database.Revision(name), _database.Load(name).ToList()))).WaitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Deletes all data of one API. Whoever still writes to it is told that it is gone.</summary>
    public Task DropAsync(string api) => OnWriterAsync(() =>
    {
        _database.Drop(api);
        if (_partitions.TryRemove(api, out var partition))
            partition.Drop();
        return true;
    });

    /// <summary>Writes a copy of the whole database to a file that is not there yet, while it is in use.</summary>
    /// <exception cref="KubeApiException">The file cannot be written; the message says why.</exception>
    public Task BackupAsync(string path, CancellationToken ct) => OnWriterAsync(() => _database.Backup(path)).WaitAsync(ct);

    /// <summary>Gives the room of what was deleted back to the disk, while the database is in use. Writes wait for it.</summary>
    public Task CompactAsync(CancellationToken ct) => OnWriterAsync(_database.Compact).WaitAsync(ct);

    internal void Enqueue(PendingWrite write)
    {
        try
        {
            _queue.Add(write);
        }
        catch (InvalidOperationException)
        {
            write.Done.TrySetException(new KubeApiException(503, "ServiceUnavailable", "The server is shutting down."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_queue.IsAddingCompleted)
            _queue.CompleteAdding();
        await _writer.ConfigureAwait(false);
        _database.Dispose();
    }

    private Task<T> OnWriterAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((Action)(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }));
        return done.Task;
    }

    private void WriteLoop()
    {
        var batch = new List<PendingWrite>();
        foreach (var item in _queue.GetConsumingEnumerable())
        {
            object? next = item;
            do
            {
                if (next is PendingWrite write)
                    batch.Add(write);
                else
                {
                    Commit(batch);
                    ((Action)next)();
                }
            }
            while (batch.Count < 1000 && _queue.TryTake(out next));
            Commit(batch);
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        var byEpoch = batch.ToLookup(w => w.Partition.Epoch == w.Epoch);
        var current = byEpoch[true].ToList();
        foreach (var stale in byEpoch[false])
            stale.Done.TrySetException(stale.Partition.IsDropped ? stale.Partition.Gone() : new KubeApiException(500, "InternalError", $"An earlier write of this API failed, so that nothing was written ({stale.Partition.Failure}). Try again."));
        batch.Clear();
        if (current.Count == 0)
            return;
        try
        {
            _database.Commit(current);
        }
        catch (Exception e)
        {
            foreach (var partition in current.Select(w => w.Partition).Distinct())
                partition.Forget(e.Message);
            foreach (var write in current)
                write.Done.TrySetException(e);
            return;
        }
        foreach (var write in current)
        {
            write.Partition.Publish(write.Change);
            write.Done.TrySetResult();
        }
    }
}
