using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>The cluster's objects that its controllers follow, kept up to date by watches. Shared and read-only.</summary>
internal sealed class ClusterCaches(IKubeApi api, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<(GroupVersionResource Resource, string? FieldSelector), Informer> _informers = [];

    /// <summary>The cache of a resource, or of those of its objects that a selector names. All are asked for before <see cref="StartAsync"/>.</summary>
    public Informer Of(GroupVersionResource resource, string? fieldSelector = null)
    {
        if (!_informers.TryGetValue((resource, fieldSelector), out var informer))
            _informers[(resource, fieldSelector)] = informer = new(api, new(resource), time, new() { FieldSelector = fieldSelector });
        return informer;
    }

    /// <summary>The cache of a resource that somebody follows whole; null when nobody does.</summary>
    public Informer? Find(GroupVersionResource resource) => _informers.GetValueOrDefault((resource, null));

    /// <summary>Begins to follow; completes when everything has been listed once.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var informer in _informers.Values)
            _ = informer.RunAsync(ct);
        await Task.WhenAll(_informers.Values.Select(informer => informer.Synced)).WaitAsync(ct).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var informer in _informers.Values)
            await informer.DisposeAsync().ConfigureAwait(false);
    }
}
