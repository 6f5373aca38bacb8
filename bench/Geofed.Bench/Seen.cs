using System.Collections.Concurrent;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Bench;

/// <summary>
/// The Deployments of one API that are there, and those that are ready, as its watch tells: looking costs the API nothing that grows with how often one looks.
/// </summary>
internal sealed class Seen : IAsyncDisposable
{
    private readonly Informer _informer;
    private readonly ConcurrentDictionary<string, long> _ready = new();

    private Seen(IKubeApi api)
    {
        _informer = new(api, Workload.Deployments, TimeProvider.System);
        _informer.Changed += change => _ready[change.Object.Name()] = change.Object.Int("status", "readyReplicas") ?? 0;
    }

    public static async Task<Seen> FollowAsync(IKubeApi api, CancellationToken ct)
    {
        var seen = new Seen(api);
        _ = seen._informer.RunAsync(ct);
        await seen._informer.Synced.WaitAsync(ct).ConfigureAwait(false);
        return seen;
    }

    /// <summary>Returns when so many Deployments of a prefix are there, each with so many replicas ready.</summary>
    /// <param name="replicas">Zero when being there is enough.</param>
    public Task UntilAsync(string prefix, int count, int replicas, CancellationToken ct) =>
        _informer.UntilAsync(_ => Enumerable.Range(0, count).All(i => _ready.TryGetValue($"{prefix}-{i}", out var ready) && ready >= replicas), ct);

    public ValueTask DisposeAsync() => _informer.DisposeAsync();
}
