using System.Collections.Concurrent;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// What is followed on a member while it is well: nodes, pods, definitions of custom resources, what the federation manages there, and
/// what it exports. A member that was lost gets a new session, which lists everything again.
/// </summary>
internal sealed class MemberSession : IAsyncDisposable
{
    private static readonly TimeSpan LeastAgeOfDiscovery = TimeSpan.FromSeconds(1);
    private readonly string _cluster;
    private readonly IKubeApi _api;
    private readonly TimeProvider _time;
    private readonly Action<InformerChange> _managedChanged;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentDictionary<GroupVersionResource, Lazy<Informer>> _managed = new();
    private readonly Lazy<MemberExports> _exports;
    private readonly SemaphoreSlim _discovering = new(1, 1);
    private volatile IReadOnlyList<ApiResource>? _resources;
    private DateTimeOffset _discoveredAt;
    private int _definitionChanges;

    public MemberSession(string cluster, IKubeApi api, TimeProvider time, Action<InformerChange> managedChanged, Action<NamespacedName> exportChanged, Action summaryChanged, CancellationToken ct)
    {
        (_cluster, _api, _time, _managedChanged) = (cluster, api, time, managedChanged);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _exports = new(() => new((collection, changed) => Follow(collection, changed), exportChanged));
        Nodes = Follow(new(CoreResources.Nodes), _ => summaryChanged());
        Pods = Follow(new(CoreResources.Pods), change =>
        {
            if (ResourceSummary.Counts(change))
                summaryChanged();
        });
        Definitions = Follow(new(CoreResources.Definitions), _ =>
        {
            Interlocked.Increment(ref _definitionChanges);
            _resources = null;
            summaryChanged();
        });
    }

    public Informer Nodes { get; }

    public Informer Pods { get; }

    public Informer Definitions { get; }

    /// <summary>What the member serves, asked for once and again after its custom resources have changed.</summary>
    public async Task<IReadOnlyList<ApiResource>> ResourcesAsync(CancellationToken ct)
    {
        if (_resources is { } known)
            return known;
        await _discovering.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_resources is null)
            {
                var before = Volatile.Read(ref _definitionChanges);
                var served = await _api.DiscoverAsync(ct).ConfigureAwait(false);
                _discoveredAt = _time.GetUtcNow();
                // An answer that a change has overtaken, or that is behind the definitions, is good for this caller only.
                if (before != Volatile.Read(ref _definitionChanges) || Definitions.List().Any(d => d.IsTrue("Established") && !DefinedKinds.AreServed(d, served)))
                    return served;
                _resources = served;
            }
            return _resources;
        }
        finally
        {
            _discovering.Release();
        }
    }

    /// <summary>False while what the member serves may be more than it told.</summary>
    public bool IsSettled => _resources is not null;

    /// <summary>The resource of a kind; null when the member does not serve it. Asks again for a kind that was not there before.</summary>
    public async Task<ApiResource?> ResolveAsync(GroupVersionKind kind, CancellationToken ct)
    {
        var found = Find(await ResourcesAsync(ct).ConfigureAwait(false), kind);
        if (found is not null || _time.GetUtcNow() - _discoveredAt < LeastAgeOfDiscovery)
            return found;
        _resources = null;
        return Find(await ResourcesAsync(ct).ConfigureAwait(false), kind);
    }

    /// <summary>The objects of a resource that the federation manages on this member, as far as they are known at the first list.</summary>
    /// <exception cref="ClusterUnreachableException">The first list does not come within the limit.</exception>
    public async Task<Informer> ManagedAsync(ApiResource resource, TimeSpan limit, CancellationToken ct)
    {
        var informer = _managed.GetOrAdd(resource.Resource, gvr => new(() =>
            Follow(new(gvr), _managedChanged, new ListOptions { LabelSelector = KarmadaMarks.Managed + "=true" }))).Value;
        try
        {
            await informer.Synced.WaitAsync(limit, _time, ct).ConfigureAwait(false);
            return informer;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new ClusterUnreachableException($"cluster '{_cluster}' did not list its {resource.Resource.GroupResource} within {limit.TotalSeconds:0.#} s");
        }
    }

    /// <summary>What it exports, followed from the first time that somebody asks; null when it knows of no ServiceExports.</summary>
    public async Task<MemberExports?> ExportsAsync(CancellationToken ct) => await ResolveAsync(MultiClusterApi.Export, ct).ConfigureAwait(false) is null ? null : _exports.Value;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_exports.IsValueCreated)
            await _exports.Value.DisposeAsync().ConfigureAwait(false);
        foreach (var informer in _managed.Values.Select(lazy => lazy.Value).Append(Nodes).Append(Pods).Append(Definitions))
            await informer.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _discovering.Dispose();
    }

    private Informer Follow(ResourceCollection collection, Action<InformerChange> changed, ListOptions? options = null)
    {
        var informer = new Informer(_api, collection, _time, options);
        informer.Changed += changed;
        _ = informer.RunAsync(_stop.Token);
        return informer;
    }

    private static ApiResource? Find(IReadOnlyList<ApiResource> resources, GroupVersionKind kind) =>
        resources.FirstOrDefault(r => r.GroupVersionKind == kind);
}
