using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Plays the controller of HorizontalPodAutoscalers in a cluster without metrics.</summary>
internal sealed class AutoscalerController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly Informer _autoscalers;
    private readonly Dictionary<string, Informer> _targets;
    private readonly WorkQueue<NamespacedName> _queue;

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
        _queue = context.Queue(_autoscalers);
        foreach (var (kind, cache) in _targets)
            cache.Changed += change => OnTarget(kind, change.Object);
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("horizontal-pod-autoscaler", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_autoscalers.Get(name) is not { } autoscaler || autoscaler.IsDeleting())
            return;
        var cache = _targets.GetValueOrDefault(autoscaler.Str("spec", "scaleTargetRef", "kind") ?? "");
        var target = cache?.Get(new(name.Namespace, autoscaler.Str("spec", "scaleTargetRef", "name") ?? ""));
        if (target is not null && AutoscalerStatus.OutOfBounds(autoscaler, target.Count("spec", "replicas")) is var (size, why))
        {
            target = await _context.Api.MergeAsync(cache!.Collection.Resource, target, new() { ["spec"] = new JsonObject { ["replicas"] = size } }, ct).ConfigureAwait(false);
            await _context.Events.RecordAsync(autoscaler, "horizontal-pod-autoscaler", false, "SuccessfulRescale", $"New size: {size}; reason: {why}", ct).ConfigureAwait(false);
        }
        var status = AutoscalerStatus.Of(autoscaler, target, _context.Time.GetUtcNow());
        await _context.Api.MergeStatusAsync(ClusterResources.HorizontalPodAutoscalers, autoscaler, status, ct).ConfigureAwait(false);
    }

    private void OnTarget(string kind, JsonObject target)
    {
        foreach (var autoscaler in _autoscalers.List(target.Namespace()))
        {
            if (autoscaler.Str("spec", "scaleTargetRef", "kind") == kind && autoscaler.Str("spec", "scaleTargetRef", "name") == target.Name())
                _queue.Add(autoscaler.Key());
        }
    }
}
