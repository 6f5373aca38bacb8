using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane;

/// <summary>Everything on the control plane that can be propagated: one informer for each resource it serves, also for custom ones that come later.</summary>
internal sealed class TemplateCaches(IKubeApi api, TimeProvider time) : IAsyncDisposable
{
    /// <summary>What describes one cluster's inside, or the federation itself, is never a template (pkg/util/apigroup.go, pkg/detector).</summary>
    private static readonly HashSet<string> SkippedGroups =
    [
        "policy.karmada.io", "work.karmada.io", "cluster.karmada.io", "config.karmada.io", "apps.karmada.io", "autoscaling.karmada.io",
        "events.k8s.io", "coordination.k8s.io", "apiregistration.k8s.io", "metrics.k8s.io", "authentication.k8s.io", "authorization.k8s.io",
        "flowcontrol.apiserver.k8s.io", "certificates.k8s.io", "internal.apiserver.k8s.io",
    ];

    private static readonly HashSet<string> SkippedResources = ["events", "nodes", "endpoints", "bindings", "componentstatuses", "namespaces", "controllerrevisions"];

    private readonly ConcurrentDictionary<GroupVersionKind, (ApiResource Resource, Informer Informer)> _kinds = new();
    private readonly SemaphoreSlim _refreshing = new(1, 1);

    /// <summary>Raised for each change of a template.</summary>
    public event Action<ApiResource, InformerChange>? Changed;

    public Task StartAsync(CancellationToken ct) => RefreshAsync(ct);

    /// <summary>Asks what is served and follows what is new; completes when that has been listed once. Returns what is served.</summary>
    public async Task<IReadOnlyList<ApiResource>> RefreshAsync(CancellationToken ct)
    {
        await _refreshing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var served = await api.DiscoverAsync(ct).ConfigureAwait(false);
            var started = new List<Task>();
            foreach (var resource in Preferred(served).Where(r => !_kinds.ContainsKey(r.GroupVersionKind)))
            {
                var informer = new Informer(api, new(resource.Resource), time);
                informer.Changed += change => Changed?.Invoke(resource, change);
                _kinds[resource.GroupVersionKind] = (resource, informer);
                _ = informer.RunAsync(ct);
                started.Add(informer.Synced);
            }
            await Task.WhenAll(started).WaitAsync(ct).ConfigureAwait(false);
            foreach (var gone in _kinds.Keys.Except(served.Select(r => r.GroupVersionKind)).ToList())
            {
                if (_kinds.TryRemove(gone, out var entry))
                    await entry.Informer.DisposeAsync().ConfigureAwait(false);
            }
            return served;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public ApiResource? Resource(GroupVersionKind kind) => _kinds.TryGetValue(kind, out var entry) ? entry.Resource : null;

    public JsonObject? Get(GroupVersionKind kind, NamespacedName name) => _kinds.TryGetValue(kind, out var entry) ? entry.Informer.Get(name) : null;

    public IEnumerable<JsonObject> List(GroupVersionKind kind) => _kinds.TryGetValue(kind, out var entry) ? entry.Informer.List() : [];

    /// <summary>The template that a binding is for.</summary>
    public JsonObject? Of(JsonObject binding)
    {
        var reference = binding.Obj("spec", "resource");
        var kind = GroupVersionKind.From(reference.Str("apiVersion") ?? "", reference.Str("kind") ?? "");
        return Get(kind, new(reference.Str("namespace") is { Length: > 0 } ns ? ns : null, reference.Str("name") ?? ""));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, informer) in _kinds.Values)
            await informer.DisposeAsync().ConfigureAwait(false);
        _refreshing.Dispose();
    }

    /// <summary>A resource served in several versions is followed in the first one, which discovery puts first.</summary>
    private static IEnumerable<ApiResource> Preferred(IReadOnlyList<ApiResource> served) => served
        .Where(r => !SkippedGroups.Contains(r.Resource.Group) && !SkippedResources.Contains(r.Resource.Resource)
            && (r.Verbs.Count == 0 || r.Verbs.Contains("list") && r.Verbs.Contains("watch") && r.Verbs.Contains("delete")))
        .DistinctBy(r => (r.Resource.Group, r.Resource.Resource));
}
