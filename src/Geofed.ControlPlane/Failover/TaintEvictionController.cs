using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Eviction;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Failover;

/// <summary>
/// Drives bindings from clusters whose NoExecute taints they do not tolerate, or no longer (pkg/controllers/cluster/taint_manager.go). While no member at
/// all answers nothing is driven away: then the control plane itself is cut off.
/// </summary>
internal sealed class TaintEvictionController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, ControlPlaneOptions options, EventRecorder events)
{
    private const string Component = "taint-manager";

    public WorkQueue<NamespacedName> Queue { get; } = new(options.Time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        caches.Clusters.Changed += OnCluster;
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Binding(name) is not { } binding || binding.IsDeleting())
            return;
        // What has ended is not to begin again elsewhere.
        if (QueuedJob.Is(binding) && QueuedJob.IsOver(binding, caches.Templates.Of(binding)))
            return;
        var placement = AppliedPlacement.Of(binding);
        var left = new List<string>();
        foreach (var target in binding.Objects("spec", "clusters").Select(t => t.Str("name") ?? ""))
        {
            if (caches.Cluster(target) is not { } cluster)
                continue;
            var verdict = TaintEviction.Judge(cluster, placement, enabled: true, options.Time.GetUtcNow());
            if (verdict.EvictNow)
                left.Add(target);
            else if (verdict.RecheckAfter is { } time)
                Queue.AddAfter(name, time);
        }
        if (left.Count == 0)
            return;
        if (!fleet.Members.Any(member => member.Answers))
        {
            Queue.AddAfter(name, options.FailureThreshold);
            return;
        }
        await EvictAsync(binding, left, ct).ConfigureAwait(false);
        var message = $"left {string.Join(", ", left)}: its taints are not tolerated, or no longer";
        await events.RecordAsync(binding, Component, false, "EvictWorkloadFromClusterSucceed", message, ct).ConfigureAwait(false);
        if (caches.Templates.Of(binding) is { } template)
            await events.RecordAsync(template, Component, false, "EvictWorkloadFromClusterSucceed", message, ct).ConfigureAwait(false);
    }

    private Task EvictAsync(JsonObject binding, List<string> left, CancellationToken ct)
    {
        var spec = binding.Obj("spec").Copy()!;
        foreach (var cluster in left)
            ClusterEviction.Evict(spec, cluster, QueuedJob.Is(binding) ? OnlyCopy(cluster) : ClusterEviction.ByTaint(spec, options.Failover.PurgeMode));
        var before = binding.Annotation(GeofedMarks.EvictedFrom)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var annotations = new JsonObject { [GeofedMarks.EvictedFrom] = string.Join(',', before.Union(left).Order(StringComparer.Ordinal)) };
        return EvictionPatch.WriteAsync(api, binding, spec, annotations, ct);
    }

    /// <summary>
    /// A Job that is whole in one cluster runs once: its copy is stopped before another one starts. Where it cannot be, it may still run: it is left as it is, to
    /// go on when its cluster is found again.
    /// </summary>
    private EvictionCause OnlyCopy(string cluster) =>
        new(fleet.TryGet(cluster, out var member) && member.Answers ? ClusterEviction.Directly : ClusterEviction.Gracefully, ClusterEviction.TaintUntolerated, ClusterEviction.TaintManager);

    private void OnBinding(InformerChange change)
    {
        if (change.Type != WatchEventType.Deleted && (change.Old is null || !JsonNavigation.Same(change.Old.At("spec"), change.Object.At("spec"))))
            Queue.Add(change.Object.Key());
    }

    private void OnCluster(InformerChange change)
    {
        if (change.Old is not null && JsonNavigation.Same(change.Old.At("spec", "taints"), change.Object.At("spec", "taints")))
            return;
        foreach (var binding in caches.Bindings.Where(b => b.Objects("spec", "clusters").Any(t => t.Str("name") == change.Object.Name())))
            Queue.Add(binding.Key());
    }
}
