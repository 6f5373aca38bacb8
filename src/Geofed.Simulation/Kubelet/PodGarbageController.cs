using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>Deletes pods whose node does not exist, once it has had time to come (pkg/controller/podgc).</summary>
internal sealed class PodGarbageController : ISimulatedController
{
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private readonly SimulationContext _context;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly WorkQueue<NamespacedName> _queue;

    public PodGarbageController(SimulationContext context)
    {
        (_context, _queue) = (context, new(context.Time));
        _pods = context.Caches.Of(ClusterResources.Pods);
        _nodes = context.Caches.Of(ClusterResources.Nodes);
        _pods.Changed += change =>
        {
            if (change.Type != WatchEventType.Deleted && IsLost(change.Object.Key()))
                _queue.AddAfter(change.Object.Key(), Quarantine);
        };
        _nodes.Changed += change =>
        {
            if (change.Type != WatchEventType.Deleted)
                return;
            foreach (var pod in _pods.List().Where(pod => pod.Str("spec", "nodeName") == change.Object.Name()))
                _queue.AddAfter(pod.Key(), Quarantine);
        };
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("pod-garbage-collector", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName key, CancellationToken ct)
    {
        if (IsLost(key))
            await _context.Api.DeleteLostPodAsync(_pods.Get(key)!, _context.Time.GetUtcNow(), ct).ConfigureAwait(false);
    }

    private bool IsLost(NamespacedName pod) => _pods.Get(pod).Str("spec", "nodeName") is { Length: > 0 } node && _nodes.Get(new(null, node)) is null;
}
