using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Simulation.Scheduling;

namespace Geofed.Simulation.Kubelet;

/// <summary>Deletes pods from nodes with NoExecute taints that they do not tolerate, or no longer (pkg/controller/tainteviction).</summary>
internal sealed class TaintEvictionController : ISimulatedController
{
    private readonly SimulationContext _context;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly PodEvents _events;
    private readonly WorkQueue<NamespacedName> _queue;

    /// <summary>When taints were first seen that do not say themselves when they came.</summary>
    private readonly ConcurrentDictionary<(string Node, Taint Taint), DateTimeOffset> _seen = new();

    public TaintEvictionController(SimulationContext context)
    {
        (_context, _queue, _events) = (context, new(context.Time), new(context, "taint-eviction-controller"));
        _pods = context.Caches.Of(ClusterResources.Pods);
        _nodes = context.Caches.Of(ClusterResources.Nodes);
        _pods.Changed += change =>
        {
            if (change.Type != WatchEventType.Deleted && change.Old.Str("spec", "nodeName") is null && change.Object.Str("spec", "nodeName") is { } node && Evicting(_nodes.Get(new(null, node))).Count > 0)
                _queue.Add(change.Object.Key());
        };
        _nodes.Changed += OnNode;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("taint-eviction", _queue, ReconcileAsync, 4, ct);

    private void OnNode(InformerChange change)
    {
        var node = change.Object.Name();
        var taints = change.Type == WatchEventType.Deleted ? [] : Evicting(change.Object);
        foreach (var gone in _seen.Keys.Where(seen => seen.Node == node && !taints.Contains(seen.Taint)))
            _seen.TryRemove(gone, out _);
        if (taints.Count == 0)
            return;
        foreach (var taint in taints)
            _seen.TryAdd((node, taint), Added(change.Object, taint) ?? _context.Time.GetUtcNow());
        foreach (var pod in _pods.List().Where(pod => pod.Str("spec", "nodeName") == node))
            _queue.Add(pod.Key());
    }

    private async Task ReconcileAsync(NamespacedName key, CancellationToken ct)
    {
        if (_pods.Get(key) is not { } pod || pod.IsDeleting() || pod.Str("spec", "nodeName") is not { } node)
            return;
        var tolerations = Toleration.Of(pod);
        DateTimeOffset? end = null;
        foreach (var taint in Evicting(_nodes.Get(new(null, node))))
        {
            var tolerated = tolerations.Where(t => t.Tolerates(taint)).ToList();
            if (tolerated.Count > 0 && tolerated.TrueForAll(t => t.Seconds is null))
                continue;
            // Of several tolerations the shortest counts.
            var seen = _seen.GetOrAdd((node, taint), _ => _context.Time.GetUtcNow());
            var leaves = seen.AddSeconds(tolerated.Count == 0 ? 0 : Math.Max(0, tolerated.Min(t => t.Seconds) ?? 0));
            end = end is null || leaves < end ? leaves : end;
        }
        if (end is not { } moment)
            return;
        if (moment > _context.Time.GetUtcNow())
            _queue.AddAfter(key, moment - _context.Time.GetUtcNow());
        else
            await EvictAsync(pod, ct).ConfigureAwait(false);
    }

    private async Task EvictAsync(JsonObject pod, CancellationToken ct)
    {
        await _events.RecordAsync(pod, new(false, "TaintManagerEviction", $"Marking for deletion Pod {pod.Key()}"), ct).ConfigureAwait(false);
        var conditions = PodConditions.With(pod.Arr("status", "conditions"), "DisruptionTarget", true, _context.Time.GetUtcNow(), "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint");
        try
        {
            await _context.Api.MergePodStatusAsync(pod, new() { ["conditions"] = conditions }, ct).ConfigureAwait(false);
            await _context.Api.DeleteAsync(PodWrites.PathOf(pod), new() { Uid = pod.Uid() }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // It went meanwhile.
        }
    }

    private static IReadOnlyList<Taint> Evicting(JsonObject? node) => node is null ? [] : [.. Taint.Of(node).Where(taint => taint.Effect == "NoExecute")];

    private static DateTimeOffset? Added(JsonObject node, Taint taint) => KubeTime.Parse(
        node.Objects("spec", "taints").FirstOrDefault(t => t.Str("key") == taint.Key && t.Str("effect") == taint.Effect).Str("timeAdded"));
}
