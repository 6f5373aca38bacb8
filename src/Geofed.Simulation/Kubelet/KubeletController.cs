using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Simulation.Nodes;

namespace Geofed.Simulation.Kubelet;

/// <summary>The kubelets of all nodes of the cluster: takes the pods that are bound to them through their lives.</summary>
internal sealed class KubeletController : ISimulatedController
{
    private const int Workers = 32;

    private readonly SimulationContext _context;
    private readonly IReadOnlyDictionary<string, PlannedNode> _planned;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly Informer _configMaps;
    private readonly Informer _secrets;
    private readonly PodEvents _events;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly PodAddresses _addresses = new();

    /// <summary>Since when pods are in the stage that they are in, finer than their statuses tell.</summary>
    private readonly ConcurrentDictionary<string, (PodStage Stage, DateTimeOffset Since)> _stages = new(StringComparer.Ordinal);

    /// <summary>Pods that wait for a ConfigMap or a Secret, with what was told of it and when.</summary>
    private readonly ConcurrentDictionary<NamespacedName, (string Message, DateTimeOffset Told)> _blocked = new();

    public KubeletController(SimulationContext context, IReadOnlyDictionary<string, PlannedNode> planned)
    {
        (_context, _planned, _queue, _events) = (context, planned, new(context.Time), new(context, "kubelet"));
        _pods = context.Caches.Of(ClusterResources.Pods);
        _nodes = context.Caches.Of(ClusterResources.Nodes);
        _configMaps = context.Caches.Of(ClusterResources.ConfigMaps);
        _secrets = context.Caches.Of(ClusterResources.Secrets);
        _pods.Changed += OnPod;
        _nodes.Changed += OnNode;
        _configMaps.Changed += OnSource;
        _secrets.Changed += OnSource;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("kubelet", _queue, ReconcileAsync, Workers, ct);

    private void OnPod(InformerChange change)
    {
        var pod = change.Object;
        if (change.Type == WatchEventType.Deleted || pod.Str("status", "phase") is "Succeeded" or "Failed")
        {
            _addresses.Release(pod.Uid());
            _stages.TryRemove(pod.Uid(), out _);
            _blocked.TryRemove(pod.Key(), out _);
        }
        else if (pod.Str("status", "podIP") is { } address && change.Old is null && pod.Bool("spec", "hostNetwork") != true)
            _addresses.Keep(pod.Uid(), address);
        if (change.Type != WatchEventType.Deleted && pod.Str("spec", "nodeName") is { Length: > 0 })
            _queue.Add(pod.Key());
    }

    private void OnNode(InformerChange change)
    {
        if (change.Type != WatchEventType.Added)
            return;
        foreach (var pod in _pods.List().Where(pod => pod.Str("spec", "nodeName") == change.Object.Name()))
            _queue.Add(pod.Key());
    }

    private void OnSource(InformerChange change)
    {
        foreach (var pod in _blocked.Keys.Where(pod => pod.Namespace == change.Object.Namespace()))
            _queue.Add(pod);
    }

    private async Task ReconcileAsync(NamespacedName key, CancellationToken ct)
    {
        if (_pods.Get(key) is not { } pod || pod.Str("spec", "nodeName") is not { } host || !_planned.ContainsKey(host) || _nodes.Get(new(null, host)) is not { } node)
            return;
        var step = PodLife.Next(pod, PodScript.Of(pod, _context.Options), _context.Options, Around(pod, node));
        if (step.IsBlocked)
            step = OnlyIfNew(key, step);
        else
            _blocked.TryRemove(key, out _);
        try
        {
            await DoAsync(step, pod, host, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // It went meanwhile.
        }
    }

    private async Task DoAsync(LifeStep step, JsonObject pod, string host, CancellationToken ct)
    {
        var changed = false;
        if (step.Status is not null && !step.Status.All(field => JsonNavigation.Same(field.Value, pod.At("status", field.Key))))
        {
            var written = await _context.Api.MergePodStatusAsync(pod, step.Status, ct).ConfigureAwait(false);
            Remember(written, _context.Time.GetUtcNow());
            changed = written.ResourceVersion() != pod.ResourceVersion();
        }
        await Task.WhenAll(step.Events.Select(told => _events.RecordAsync(pod, told, ct, host))).ConfigureAwait(false);
        // Once given no more time, it only waits for those whose finalizers it has.
        if (step.IsOver && pod.Int("metadata", "deletionGracePeriodSeconds") > 0)
            await _context.Api.DeletePodNowAsync(pod, ct).ConfigureAwait(false);
        else if (!changed && step.Again is { } delay)
            _queue.AddAfter(pod.Key(), delay);
    }

    /// <summary>What keeps a pod from starting is told once, and again as a reminder; not each time that somebody looks.</summary>
    private LifeStep OnlyIfNew(NamespacedName key, LifeStep step)
    {
        var (message, now) = (step.Events[0].Message, _context.Time.GetUtcNow());
        if (_blocked.TryGetValue(key, out var known) && known.Message == message && known.Told + step.Again > now)
            return step with { Events = [], Again = known.Told + step.Again - now };
        _blocked[key] = (message, now);
        return step;
    }

    private PodSurroundings Around(JsonObject pod, JsonObject node)
    {
        var now = _context.Time.GetUtcNow();
        var stage = PodStage.Of(pod);
        // Where a stage was seen to come, it came now; where it was there before, the status tells since when.
        var since = _stages.TryGetValue(pod.Uid(), out var known) ? known.Stage == stage ? known.Since : Remember(pod, now) : stage.Since(pod) ?? now;
        _stages.TryAdd(pod.Uid(), (stage, since));
        var hostIP = node.Objects("status", "addresses").FirstOrDefault(a => a.Str("type") == "InternalIP").Str("address") ?? "";
        var podIP = pod.Bool("spec", "hostNetwork") == true ? hostIP : _addresses.Of(pod.Uid(), node.Str("spec", "podCIDR") ?? "");
        return new(now, since, podIP, hostIP, containers => MissingReference.Of(pod, containers, (kind, name) => (kind == "secret" ? _secrets : _configMaps).Get(new(pod.Namespace(), name))));
    }

    private DateTimeOffset Remember(JsonObject pod, DateTimeOffset now)
    {
        var stage = PodStage.Of(pod);
        return _stages.AddOrUpdate(pod.Uid(), _ => (stage, now), (_, known) => known.Stage == stage ? known : (stage, now)).Since;
    }
}
