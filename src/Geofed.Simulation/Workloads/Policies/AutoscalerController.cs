using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Autoscaling;
using Geofed.Simulation.Metrics;

namespace Geofed.Simulation.Workloads;

/// <summary>Plays the controller of HorizontalPodAutoscalers, on the metrics that the cluster serves (pkg/controller/podautoscaler/horizontal.go).</summary>
internal sealed class AutoscalerController : ISimulatedController
{
    private const string Source = "horizontal-pod-autoscaler";

    /// <summary>--horizontal-pod-autoscaler-sync-period.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>What changes in the target is measured when a pod that has just become ready counts.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly WorkloadContext _context;
    private readonly Informer _autoscalers;
    private readonly Dictionary<string, Informer> _targets;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly ClusterView _view;
    private readonly ConcurrentDictionary<string, ScalingHistory> _histories = new(StringComparer.Ordinal);

    public AutoscalerController(WorkloadContext context)
    {
        _context = context;
        _autoscalers = context.Cache(ClusterResources.HorizontalPodAutoscalers);
        _targets = new()
        {
            ["Deployment"] = context.Cache(ClusterResources.Deployments),
            ["ReplicaSet"] = context.Cache(ClusterResources.ReplicaSets),
            ["StatefulSet"] = context.Cache(ClusterResources.StatefulSets),
        };
        // Asked for here, so that they are followed: the view looks into them.
        var caches = ((GroupVersionResource[])[ClusterResources.Pods, ClusterResources.Nodes, ClusterResources.Deployments, ClusterResources.ReplicaSets, ClusterResources.StatefulSets, ClusterResources.DaemonSets, ClusterResources.Jobs])
            .ToDictionary(resource => resource, resource => context.Cache(resource));
        _view = new((resource, ns) => caches[resource].List(ns), (resource, name) => caches[resource].Get(name));
        _queue = new(context.Time);
        _autoscalers.Changed += OnAutoscaler;
        foreach (var (kind, cache) in _targets)
            cache.Changed += change => OnTarget(kind, change);
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync(Source, _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_autoscalers.Get(name) is not { } autoscaler || autoscaler.IsDeleting())
            return;
        _queue.AddAfter(name, Period);
        var now = _context.Time.GetUtcNow();
        var cache = _targets.GetValueOrDefault(autoscaler.Str("spec", "scaleTargetRef", "kind") ?? "");
        var target = cache?.Get(new(name.Namespace, autoscaler.Str("spec", "scaleTargetRef", "name") ?? ""));
        if (target is null)
        {
            await WriteAsync(autoscaler, AutoscalerStatus.WithoutTarget(autoscaler, now), ct).ConfigureAwait(false);
            return;
        }
        var measured = Measure(target, now);
        if (measured.Any(m => PodLoad.Of(m.Pod, m.Metrics, "cpu", null, now).CountsIn is not null))
            _queue.AddAfter(name, Settling);
        var history = _histories.GetOrAdd(autoscaler.Uid(), _ => new());
        var decision = new Autoscaler(autoscaler, (resource, container) => [.. measured.Select(m => PodLoad.Of(m.Pod, m.Metrics, resource, container, now))])
            .Decide(target.Count("spec", "replicas"), history, now);
        if (decision.Failure is { } failure)
            await _context.Events.RecordAsync(autoscaler, Source, true, "FailedComputeMetricsReplicas", failure, ct).ConfigureAwait(false);
        if (decision.Rescales)
        {
            await _context.Api.MergeAsync(cache!.Collection.Resource, target, new() { ["spec"] = new JsonObject { ["replicas"] = decision.Desired } }, ct).ConfigureAwait(false);
            var (up, down) = ScalingRules.Of(autoscaler.Obj("spec"));
            history.Scaled(decision.Current, decision.Desired, up, down, now);
            await _context.Events.RecordAsync(autoscaler, Source, false, "SuccessfulRescale", $"New size: {decision.Desired}; reason: {decision.Why}", ct).ConfigureAwait(false);
        }
        await WriteAsync(autoscaler, AutoscalerStatus.Of(autoscaler, decision, now), ct).ConfigureAwait(false);
    }

    private List<(JsonObject Pod, JsonObject? Metrics)> Measure(JsonObject target, DateTimeOffset now)
    {
        if (target.Obj("spec", "selector") is not { } labels)
            return [];
        var selector = LabelSelector.From(labels);
        var metrics = PodMetrics.Of(_view, target.Namespace(), now).ToDictionary(m => m.Pod.Name(), m => m.Metrics, StringComparer.Ordinal);
        return [.. _view.List(ClusterResources.Pods, target.Namespace()).Where(pod => selector.Matches(pod.StringMap("metadata", "labels"))).Select(pod => (pod, metrics.GetValueOrDefault(pod.Name())))];
    }

    private Task WriteAsync(JsonObject autoscaler, JsonObject status, CancellationToken ct) =>
        _context.Api.MergeStatusAsync(ClusterResources.HorizontalPodAutoscalers, autoscaler, status, ct);

    private void OnAutoscaler(InformerChange change)
    {
        if (change.Type == WatchEventType.Deleted)
            _histories.TryRemove(change.Object.Uid(), out _);
        else if (!JsonNavigation.Same(change.Object.At("spec"), change.Old.At("spec")))
            _queue.Add(change.Object.Key());
    }

    private void OnTarget(string kind, InformerChange change)
    {
        foreach (var autoscaler in _autoscalers.List(change.Object.Namespace()))
        {
            if (autoscaler.Str("spec", "scaleTargetRef", "kind") != kind || autoscaler.Str("spec", "scaleTargetRef", "name") != change.Object.Name())
                continue;
            if (change.Type == WatchEventType.Added || change.Object.Int("spec", "replicas") != change.Old.Int("spec", "replicas"))
                _queue.Add(autoscaler.Key());
            else
                _queue.AddAfter(autoscaler.Key(), Settling);
        }
    }
}
