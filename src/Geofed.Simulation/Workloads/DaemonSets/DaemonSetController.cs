using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Keeps a pod of each DaemonSet on every node that it is meant for (pkg/controller/daemon).</summary>
internal sealed class DaemonSetController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly Informer _sets;
    private readonly Informer _nodes;
    private readonly Dependents _owned;
    private readonly ControllerRevisions _revisions;
    private readonly PodControl _control;
    private readonly WorkQueue<NamespacedName> _queue;

    public DaemonSetController(WorkloadContext context)
    {
        _context = context;
        _sets = context.Cache(ClusterResources.DaemonSets);
        _nodes = context.Cache(ClusterResources.Nodes);
        _queue = context.Queue(_sets);
        _owned = context.Dependents(ClusterResources.Pods, ClusterResources.DaemonSets, "DaemonSet");
        _owned.Notify(_queue);
        _revisions = new(context, ClusterResources.DaemonSets, "DaemonSet", ControllerRevisions.PodLabel);
        _control = new(context.Api, context.Events, "daemonset-controller");
        _nodes.Changed += OnNode;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("daemonset", _queue, ReconcileAsync, 2, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_sets.Get(name) is not { } set)
            return;
        var revisions = await _revisions.SyncAsync(set, ct).ConfigureAwait(false);
        var hash = revisions[^1].Label(ControllerRevisions.PodLabel) ?? "";
        var pods = await _owned.ClaimAsync(set, ct).ConfigureAwait(false);
        var document = DaemonPod.Document(set, hash);
        var fits = _nodes.List().ToDictionary(n => n.Name(), n => NodeFit.Of(document, n));
        var now = _context.Time.GetUtcNow();
        if (!set.IsDeleting())
        {
            var plan = DaemonPlan.Of(set, fits, pods, hash, now);
            await _control.CreateAllAsync(set, [.. plan.Create.Take(PodControl.Burst).Select(node => document.For(node))], ct).ConfigureAwait(false);
            await _control.DeleteAllAsync(set, plan.Delete.Take(PodControl.Burst), ct).ConfigureAwait(false);
            pods = _owned.Of(set);
        }
        await _context.Api.MergeStatusAsync(ClusterResources.DaemonSets, set, DaemonSetStatus.Of(set, fits, pods, hash, now), ct).ConfigureAwait(false);
        await _revisions.TruncateAsync(set, revisions, r => pods.Any(p => p.Label(ControllerRevisions.PodLabel) == r.Label(ControllerRevisions.PodLabel)), ct).ConfigureAwait(false);
        if (pods.NextAvailable(set.Int("spec", "minReadySeconds") ?? 0, now) is { } wait)
            _queue.AddAt(name, now + wait);
    }

    /// <summary>A node's heartbeat and status say nothing about who may be on it.</summary>
    private void OnNode(InformerChange change)
    {
        if (change.Type == WatchEventType.Modified && JsonNavigation.Same(change.Object.At("spec", "taints"), change.Old.At("spec", "taints"))
            && JsonNavigation.Same(change.Object.At("metadata", "labels"), change.Old.At("metadata", "labels")))
            return;
        foreach (var set in _sets.List())
            _queue.Add(set.Key());
    }
}
