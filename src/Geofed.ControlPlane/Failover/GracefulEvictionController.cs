using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Placement.Eviction;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Failover;

/// <summary>
/// Ends evictions: when the replacement is healthy the old copy goes (pkg/controllers/gracefuleviction). A copy that nothing could replace goes back into
/// service when its cluster may be used again.
/// </summary>
internal sealed class GracefulEvictionController(IKubeApi api, ControlPlaneCaches caches, ControlPlaneOptions options, EventRecorder events)
{
    private const string Component = "graceful-eviction-controller";

    public WorkQueue<NamespacedName> Queue { get; } = new(options.Time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        caches.Works.Changed += change =>
        {
            if (BindingWorks.BindingOf(change.Object) is { } name && caches.Binding(name) is { } binding && HasTasks(binding))
                Queue.Add(name);
        };
        caches.Clusters.Changed += change =>
        {
            if (change.Old is not null && JsonNavigation.Same(change.Old.At("spec", "taints"), change.Object.At("spec", "taints")) && change.Old.IsTrue("Ready") == change.Object.IsTrue("Ready"))
                return;
            foreach (var binding in caches.Bindings.Where(HasTasks))
                Queue.Add(binding.Key());
        };
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Binding(name) is not { } binding || binding.IsDeleting() || !HasTasks(binding))
            return;
        var spec = binding.Obj("spec").Copy()!;
        foreach (var task in binding.Objects("spec", "gracefulEvictionTasks"))
        {
            var cluster = task.Str("fromCluster") ?? "";
            if (QueuedJob.Is(binding) && OnlyCopies.Decide(binding, task, caches) is { } purge)
                ClusterEviction.Purge(spec, cluster, purge);
            else if (MayReturn(binding, task))
                ClusterEviction.Undo(spec, cluster);
        }
        var scheduled = binding.IsTrue("Scheduled") && binding.Int("status", "schedulerObservedGeneration") == binding.Int("metadata", "generation");
        var seen = ReplacementHealth.Of(binding, caches);
        seen["spec"] = spec.Copy();
        var now = options.Time.GetUtcNow();
        var result = EvictionTasks.Assess(seen, options.Failover.GracePeriod, scheduled, now);
        spec["gracefulEvictionTasks"] = new JsonArray([.. result.Kept]);
        if (!JsonNavigation.Same(spec.At("gracefulEvictionTasks"), binding.At("spec", "gracefulEvictionTasks")))
            await EvictionPatch.WriteAsync(api, binding, spec, [], ct).ConfigureAwait(false);
        if (result.RetryAfter is { } time && time > TimeSpan.Zero)
            Queue.AddAt(name, now + time);
        if (result.Finished.Count > 0)
        {
            var message = $"the copy in {string.Join(", ", result.Finished)} has been replaced and is taken away";
            await events.RecordAsync(binding, Component, false, "EvictWorkloadFromClusterSucceed", message, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Driven away by taints that are gone, and nothing took its place.</summary>
    private bool MayReturn(JsonObject binding, JsonObject task) =>
        task.Str("reason") == ClusterEviction.TaintUntolerated && binding.Condition("Scheduled").Str("status") == "False"
        && caches.Cluster(task.Str("fromCluster") ?? "") is { } cluster && !cluster.IsDeleting() && cluster.IsTrue("Ready")
        && !TaintEviction.Judge(cluster, AppliedPlacement.Of(binding), enabled: true, options.Time.GetUtcNow()).EvictNow;

    private static bool HasTasks(JsonObject binding) => binding.Arr("spec", "gracefulEvictionTasks") is { Count: > 0 };

    private void OnBinding(InformerChange change)
    {
        if (change.Type != WatchEventType.Deleted)
            Queue.Add(change.Object.Key());
    }
}
