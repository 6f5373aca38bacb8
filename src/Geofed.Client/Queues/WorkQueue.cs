using System.Threading.Channels;

namespace Geofed.Client;

/// <summary>
/// Keys waiting to be reconciled, with client-go's promises (client-go util/workqueue/queue.go): a key waits at most once, is never handled
/// by two workers at the same time, and one added while it is being handled is handled again afterwards.
/// </summary>
/// <param name="priority">Of the keys that are ready the one of highest priority is taken first, of equal ones the first; all are equal when null.</param>
public sealed class WorkQueue<TKey>(TimeProvider time, Func<TKey, long>? priority = null) where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Channel<Ready> _ready = priority is null
        ? Channel.CreateUnbounded<Ready>()
        : Channel.CreateUnboundedPrioritized(new UnboundedPrioritizedChannelOptions<Ready> { Comparer = Comparer<Ready>.Create(Ready.Compare) });
    private long _turn;
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Dictionary<TKey, Delayed> _delayed = [];
    private readonly Dictionary<TKey, int> _failures = [];

    private readonly record struct Ready(TKey Key, long Priority, long Turn)
    {
        public static int Compare(Ready a, Ready b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Turn.CompareTo(b.Turn);
    }

    private sealed record Delayed(DateTimeOffset Due) : IDisposable
    {
        public ITimer? Timer { get; set; }

        public void Dispose() => Timer?.Dispose();
    }

    /// <summary>The delay after a first failure; each further one doubles it up to <see cref="LongestDelay"/>.</summary>
    public TimeSpan ShortestDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Adds a key to be handled now.</summary>
    public void Add(TKey key)
    {
        lock (_gate)
        {
            if (_dirty.Add(key) && !_processing.Contains(key))
                Offer(key);
        }
    }

    /// <summary>Adds a key after a delay. Of several delays of one key the shortest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay) => AddAt(key, time.GetUtcNow() + delay);

    /// <summary>Adds a key at a moment, or now when that has passed. For who reckoned with an earlier time than now: what he did since does not make it late.</summary>
    public void AddAt(TKey key, DateTimeOffset due)
    {
        var delay = due - time.GetUtcNow();
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        lock (_gate)
        {
            if (_delayed.TryGetValue(key, out var earlier))
            {
                if (earlier.Due <= due)
                    return;
                earlier.Dispose();
            }
            var delayed = _delayed[key] = new Delayed(due);
            delayed.Timer = time.CreateTimer(_ => Elapsed(key, delayed), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Adds a key after a delay that doubles with each call until <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key)
    {
        TimeSpan delay;
        lock (_gate)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            delay = failures < 31 ? ShortestDelay * (1L << failures) : LongestDelay;
        }
        AddAfter(key, delay < LongestDelay ? delay : LongestDelay);
    }

    /// <summary>How often the key has been added by <see cref="AddRateLimited"/> since it was last forgotten.</summary>
    public int Failures(TKey key)
    {
        lock (_gate)
            return _failures.GetValueOrDefault(key);
    }

    /// <summary>Clears the failures of a key that went well.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
            _failures.Remove(key);
    }

    /// <summary>Waits for a key and takes it; the taker calls <see cref="Done"/> when it has handled it.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken ct)
    {
        var (key, _, _) = await _ready.Reader.ReadAsync(ct).ConfigureAwait(false);
        lock (_gate)
        {
            _processing.Add(key);
            _dirty.Remove(key);
        }
        return key;
    }

    /// <summary>Ends the handling of a key; when it was added meanwhile it becomes ready again.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            if (_processing.Remove(key) && _dirty.Contains(key))
                Offer(key);
        }
    }

    private void Offer(TKey key) => _ready.Writer.TryWrite(new(key, priority?.Invoke(key) ?? 0, _turn++));

    private void Elapsed(TKey key, Delayed delayed)
    {
        lock (_gate)
        {
            if (!_delayed.TryGetValue(key, out var current) || !ReferenceEquals(current, delayed))
                return;
            _delayed.Remove(key);
            delayed.Dispose();
        }
        Add(key);
    }
}
