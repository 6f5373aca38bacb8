using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Tests;

/// <summary>How a member misbehaves. <see cref="Expire"/>: its history is too short for any watch.</summary>
internal enum Fault { None, Refuse, Hang, Throttle, InternalError, Garbage, Expire }

/// <summary>A member's API that can be made to misbehave, and counts what reaches it.</summary>
internal sealed class FaultyApi(IKubeApi inner) : IKubeApi
{
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _meeting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Fault _fault;
    private int _writes, _met;

    public int Writes => _writes;

    /// <summary>How often each object was asked for.</summary>
    public ConcurrentDictionary<ResourcePath, int> Gets { get; } = new();

    /// <summary>What somebody else does just before the next write arrives; done once.</summary>
    public Func<Task>? Interference { get; set; }

    /// <summary>None of the writes from now on is answered before so many are under way.</summary>
    public int Together { get; set; }

    public Fault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    public Task<JsonObject> GetAsync(ResourcePath path, CancellationToken ct)
    {
        Gets.AddOrUpdate(path, 1, (_, n) => n + 1);
        return Do(() => inner.GetAsync(path, ct), ct);
    }

    public Task<ResourceList> ListAsync(ResourceCollection collection, ListOptions options, CancellationToken ct) => Do(() => inner.ListAsync(collection, options, ct), ct);

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceCollection collection, ListOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        await Do(Watched, ct);
        await using var events = inner.WatchAsync(collection, options, ct).GetAsyncEnumerator(ct);
        while (true)
        {
            var next = events.MoveNextAsync().AsTask();
            while (await Task.WhenAny(next, _changed.Task) != next)
                await Do(Watched, ct);
            if (!await next)
                yield break;
            yield return events.Current;
        }
    }

    public Task<JsonObject> CreateAsync(ResourceCollection collection, JsonObject body, WriteOptions options, CancellationToken ct, string? name = null, string? subresource = null) =>
        Write(() => inner.CreateAsync(collection, body, options, ct, name, subresource), ct);

    public Task<JsonObject> ReplaceAsync(ResourcePath path, JsonObject body, WriteOptions options, CancellationToken ct) => Write(() => inner.ReplaceAsync(path, body, options, ct), ct);

    public Task<JsonObject> PatchAsync(ResourcePath path, PatchKind kind, JsonNode patch, WriteOptions options, CancellationToken ct) => Write(() => inner.PatchAsync(path, kind, patch, options, ct), ct);

    public Task<JsonObject> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken ct) => Write(() => inner.DeleteAsync(path, options, ct), ct);

    public Task<IReadOnlyList<ApiResource>> DiscoverAsync(CancellationToken ct) => Do(() => inner.DiscoverAsync(ct), ct);

    public Task<string> GetRawAsync(string path, CancellationToken ct) => Do(() => inner.GetRawAsync(path, ct), ct);

    private Task<bool> Watched() => _fault == Fault.Expire ? throw new KubeApiException(410, "Expired", "too old resource version") : Task.FromResult(true);

    private async Task<T> Do<T>(Func<Task<T>> request, CancellationToken ct)
    {
        switch (_fault)
        {
            case Fault.Refuse:
                throw new ClusterUnreachableException("the connection was refused");
            case Fault.Hang:
                await Task.Delay(Timeout.Infinite, ct);
                break;
            case Fault.Throttle:
                throw new KubeApiException(429, "TooManyRequests", "too many requests");
            case Fault.InternalError:
                throw new KubeApiException(500, "InternalError", "etcdserver: request timed out");
            case Fault.Garbage:
                throw new JsonException("'<' is an invalid start of a value");
        }
        return await request();
    }

    private Task<T> Write<T>(Func<Task<T>> request, CancellationToken ct) => Do(async () =>
    {
        Interlocked.Increment(ref _writes);
        if (Interference is { } interference)
        {
            Interference = null;
            await interference();
        }
        if (Together > 0)
        {
            if (Interlocked.Increment(ref _met) == Together)
                _meeting.SetResult();
            await _meeting.Task.WaitAsync(ct);
        }
        return await request();
    }, ct);
}
