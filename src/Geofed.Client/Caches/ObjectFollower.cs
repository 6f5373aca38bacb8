using Geofed.Model;

namespace Geofed.Client;

/// <summary>
/// Tells when any of a few objects may have changed, so that whoever waits for a state reads again at once instead of polling.
/// Says nothing about what changed: the reader looks at the API itself, and so sees its errors too.
/// </summary>
public sealed class ObjectFollower : IAsyncDisposable
{
    /// <summary>Read again after this long even when nothing was seen: a watch may have died unnoticed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _stop;
    private readonly List<Informer> _informers;
    private readonly TimeProvider _time;

    /// <param name="ct">Ends the following, too.</param>
    public ObjectFollower(IKubeApi api, IEnumerable<ResourcePath> objects, TimeProvider time, CancellationToken ct)
    {
        _time = time;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _informers = [.. objects.Select(path => new Informer(api, path.Collection, time, new() { FieldSelector = $"metadata.name={path.Name}" }))];
        foreach (var informer in _informers)
        {
            informer.Changed += _ => _changed.Release();
            _ = informer.RunAsync(_stop.Token);
        }
    }

    /// <summary>Returns after a change, or after two seconds.</summary>
    public async Task ChangedAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Longest, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await _changed.WaitAsync(both.Token).ConfigureAwait(false);
            while (_changed.Wait(0, CancellationToken.None))
                continue; // Several changes are one reason to look.
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing seen: look anyway.
        }
    }

    /// <summary>
    /// Reads until the answer will do. The last reading is returned when the time is up.
    /// </summary>
    /// <param name="timeout">How long to go on; null for ever.</param>
    /// <returns>The last reading, and whether it was done.</returns>
    public async Task<(T Reading, bool Done)> UntilAsync<T>(Func<CancellationToken, Task<T>> read, Func<T, bool> done, TimeSpan? timeout, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var reading = await read(ct).ConfigureAwait(false);
            if (done(reading))
                return (reading, true);
            if (timeout is { } limit && _time.GetElapsedTime(started) >= limit)
                return (reading, false);
            await ChangedAsync(ct).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var informer in _informers)
            await informer.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _changed.Dispose();
    }
}
