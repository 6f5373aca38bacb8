using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>
/// A cache of a collection that follows the API: it lists, then watches from there, and starts over after any failure. It never gives up.
/// Objects in the cache are shared between its readers: copy before changing. Their managedFields, half of what they are, are left out.
/// </summary>
public sealed class Informer(IKubeApi api, ResourceCollection collection, TimeProvider time, ListOptions? options = null) : IAsyncDisposable
{
    /// <summary>How long a list may take, and how much longer than asked a watch may stay open, before the connection counts as dead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ListOptions _options = options ?? ListOptions.All;
    private readonly ConcurrentDictionary<NamespacedName, JsonObject> _cache = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new(time, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
    private Task _running = Task.CompletedTask;
    private string _resourceVersion = "";

    /// <summary>Raised after the cache has changed, one change at a time, in the order of the API.</summary>
    public event Action<InformerChange>? Changed;

    /// <summary>Raised after every step, when its changes have been raised and <see cref="ResourceVersion"/> has moved on.</summary>
    private event Action? Advanced;

    /// <summary>Raised for each failure of a list or a watch, before it is tried again.</summary>
    public event Action<Exception>? Failed;

    public ResourceCollection Collection => collection;

    /// <summary>Completes when the first list is in the cache and its changes have been raised.</summary>
    public Task Synced => _synced.Task;

    /// <summary>What the cache is a picture of; empty before the first list.</summary>
    public string ResourceVersion => _resourceVersion;

    public JsonObject? Get(NamespacedName name) => _cache.GetValueOrDefault(name);

    /// <summary>The objects in one namespace, or all of them.</summary>
    public IReadOnlyCollection<JsonObject> List(string? ns = null) =>
        ns is null ? [.. _cache.Values] : [.. _cache.Where(entry => entry.Key.Namespace == ns).Select(entry => entry.Value)];

    /// <summary>Completes when the cache is as asked for, e.g. when one's own write has come back.</summary>
    public async Task UntilAsync(Func<Informer, bool> reached, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Advanced += Look;
        try
        {
            Look();
            await done.Task.WaitAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            Advanced -= Look;
        }

        void Look()
        {
            if (reached(this))
                done.TrySetResult();
        }
    }

    /// <summary>Follows the API until the token is cancelled or the informer is disposed of; call it once. Returns then; never throws.</summary>
    public Task RunAsync(CancellationToken ct) => _running = Task.Run(() => FollowAsync(ct), CancellationToken.None);

    /// <summary>Stops following. The cache stays readable.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _synced.TrySetCanceled(CancellationToken.None);
    }

    private async Task FollowAsync(CancellationToken outer)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(outer, _stop.Token);
        var ct = stop.Token;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ListAsync(ct).ConfigureAwait(false);
                while (true)
                    await WatchAsync(ct).ConfigureAwait(false);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // An informer outlives any failure: it lists again.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                // History that is gone is ordinary after a long silence: the list below is the cure.
                if (failure is not KubeApiException { IsGone: true })
                    Failed?.Invoke(failure);
            }
            try
            {
                await _backoff.WaitAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListAsync(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var list = await api.ListAsync(collection, _options, both.Token).ConfigureAwait(false);
        var names = list.Items.Select(o => o.Key()).ToHashSet();
        foreach (var name in _cache.Keys)
        {
            if (!names.Contains(name))
                Remove(name, null);
        }
        foreach (var o in list.Items)
            Put(o);
        _resourceVersion = list.ResourceVersion;
        Advanced?.Invoke();
        _synced.TrySetResult();
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        // client-go's reflector: between 5 and 10 minutes, so that watches do not all end together.
        var timeout = TimeSpan.FromSeconds(300 + Random.Shared.Next(300));
        using var deadline = new CancellationTokenSource(timeout + Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var watch = _options with { ResourceVersion = _resourceVersion, Timeout = timeout, AllowWatchBookmarks = true };
        var started = time.GetTimestamp();
        await foreach (var change in api.WatchAsync(collection, watch, both.Token).ConfigureAwait(false))
        {
            if (change.Type == WatchEventType.Deleted)
                Remove(change.Object.Key(), change.Object);
            else if (change.Type != WatchEventType.Bookmark)
                Put(change.Object);
            _resourceVersion = change.Object.ResourceVersion();
            Advanced?.Invoke();
            _backoff.Reset();
        }
        // A server that closes watches at once must not be asked in a tight loop.
        if (time.GetElapsedTime(started) < TimeSpan.FromSeconds(1))
            await _backoff.WaitAsync(ct).ConfigureAwait(false);
    }

    private void Put(JsonObject o)
    {
        // A list or watch in this process gives none, and shares its objects: there nothing is changed.
        if (o.Obj("metadata") is { } metadata && metadata.ContainsKey("managedFields"))
            metadata.Remove("managedFields");
        var name = o.Key();
        var old = _cache.GetValueOrDefault(name);
        if (old is not null && old.Uid() != o.Uid())
        {
            // Deleted and created again while nobody looked: two changes, not one.
            Remove(name, null);
            old = null;
        }
        _cache[name] = o;
        if (old is null)
            Changed?.Invoke(new(WatchEventType.Added, o, null));
        else if (old.ResourceVersion() != o.ResourceVersion())
            Changed?.Invoke(new(WatchEventType.Modified, o, old));
    }

    private void Remove(NamespacedName name, JsonObject? last)
    {
        if (_cache.TryRemove(name, out var old))
            Changed?.Invoke(new(WatchEventType.Deleted, last ?? old, old));
    }
}
