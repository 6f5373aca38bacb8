using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Placement.Eviction;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Failover;

/// <summary>
/// Moves a workload from a cluster where it has been unhealthy for longer than its policy tolerates, although the cluster is well
/// (pkg/controllers/applicationfailover). Only where the policy asks for it: <c>failover.application</c>.
/// </summary>
internal sealed class ApplicationFailoverController(IKubeApi api, ControlPlaneCaches caches, ControlPlaneOptions options, EventRecorder events)
{
    private const string Component = "application-failover";

    /// <summary>Since when a copy has been unhealthy; counted anew after a restart, as Karmada does.</summary>
    private readonly ConcurrentDictionary<(NamespacedName Binding, string Cluster), DateTimeOffset> _unhealthySince = new();

    public WorkQueue<NamespacedName> Queue { get; } = new(options.Time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        var binding = caches.Binding(name);
        var unhealthy = Unhealthy(binding);
        foreach (var well in _unhealthySince.Keys.Where(k => k.Binding == name && !unhealthy.Contains(k.Cluster)))
            _unhealthySince.TryRemove(well, out _);
        if (binding is null || unhealthy.Count == 0)
            return;
        var now = options.Time.GetUtcNow();
        var toleration = TimeSpan.FromSeconds(binding.Int("spec", "failover", "application", "decisionConditions", "tolerationSeconds") ?? 300);
        var spec = binding.Obj("spec").Copy()!;
        var left = new List<string>();
        foreach (var cluster in unhealthy)
        {
            var rest = _unhealthySince.GetOrAdd((name, cluster), now) + toleration - now;
            if (rest > TimeSpan.Zero)
            {
                Queue.AddAfter(name, rest);
                continue;
            }
            Evict(spec, cluster, QueuedJob.Is(binding));
            left.Add(cluster);
        }
        if (left.Count == 0)
            return;
        await EvictionPatch.WriteAsync(api, binding, spec, [], ct).ConfigureAwait(false);
        var message = $"left {string.Join(", ", left)}: the workload was unhealthy there for {toleration.TotalSeconds:0} s";
        await events.RecordAsync(binding, Component, true, "EvictWorkloadFromClusterSucceed", message, ct).ConfigureAwait(false);
    }

    /// <param name="once">It must not run twice: its copy goes before another one starts.</param>
    private static void Evict(JsonObject spec, string cluster, bool once)
    {
        var failover = spec.Obj("failover", "application");
        var mode = failover.Str("purgeMode") switch { "Directly" or "Immediately" => ClusterEviction.Directly, "Never" => "Never", _ => once ? ClusterEviction.Directly : ClusterEviction.Gracefully };
        ClusterEviction.Evict(spec, cluster, new(mode, "ApplicationFailure", "ApplicationFailover"));
        if (spec.Objects("gracefulEvictionTasks").FirstOrDefault(t => t.Str("fromCluster") == cluster) is not { } task)
            return;
        // Never: the copy stays until a person says so in the task.
        if (mode == "Never")
            task["suppressDeletion"] = true;
        else if (failover.Int("gracePeriodSeconds") is { } seconds)
            task["gracePeriodSeconds"] = seconds;
    }

    /// <summary>Clusters that are well and report that the workload is not.</summary>
    private HashSet<string> Unhealthy(JsonObject? binding)
    {
        if (binding is null || binding.IsDeleting() || binding.Obj("spec", "failover", "application") is null)
            return [];
        var targets = binding.Objects("spec", "clusters").Select(t => t.Str("name") ?? "").Where(t => caches.Cluster(t).IsTrue("Ready")).ToHashSet();
        return [.. binding.Objects("status", "aggregatedStatus").Where(i => i.Str("health") == "Unhealthy").Select(i => i.Str("clusterName") ?? "").Where(targets.Contains)];
    }

    private void OnBinding(InformerChange change) => Queue.Add(change.Object.Key());
}
