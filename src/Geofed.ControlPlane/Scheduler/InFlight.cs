using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Capacity;

namespace Geofed.ControlPlane.Scheduler;

/// <summary>
/// Replicas that are assigned to members and have not appeared there yet: they take room that the members do not show as taken, so that a burst of
/// workloads is not sent to where the first of them fills everything. Follows from the bindings alone.
/// </summary>
internal sealed class InFlight
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<NamespacedName, IReadOnlyList<(ReplicaClaim Claim, long Replicas)>>> _byCluster = new();
    private readonly ConcurrentDictionary<string, long> _versions = new();
    private readonly ConcurrentDictionary<NamespacedName, long> _generations = new();

    /// <summary>Changes when <see cref="To"/> does.</summary>
    public long Version(string cluster) => _versions.GetValueOrDefault(cluster);

    public IEnumerable<(NamespacedName Binding, ReplicaClaim Claim, long Replicas)> To(string cluster) =>
        _byCluster.TryGetValue(cluster, out var bindings) ? bindings.SelectMany(b => b.Value.Select(pods => (b.Key, pods.Claim, pods.Replicas))) : [];

    /// <summary>Takes a binding as it is now; one older than what was taken before, as a watch that is behind tells, is passed over.</summary>
    public void Observe(JsonObject binding)
    {
        var generation = binding.Int("metadata", "generation") ?? 0;
        if (_generations.GetValueOrDefault(binding.Key()) > generation)
            return;
        _generations[binding.Key()] = generation;
        var missing = AwaitedReplicas.Sets(binding).ToDictionary(m => m.Cluster, m => m.Pods);
        foreach (var (cluster, pods) in missing)
            Set(cluster, binding.Key(), pods);
        foreach (var cluster in _byCluster.Keys.Where(c => !missing.ContainsKey(c)))
            Set(cluster, binding.Key(), null);
    }

    public void Forget(NamespacedName binding)
    {
        _generations.TryRemove(binding, out _);
        foreach (var cluster in _byCluster.Keys)
            Set(cluster, binding, null);
    }

    private void Set(string cluster, NamespacedName binding, IReadOnlyList<(ReplicaClaim Claim, long Replicas)>? pods)
    {
        var bindings = _byCluster.GetOrAdd(cluster, _ => new());
        if (pods is not null && (!bindings.TryGetValue(binding, out var before) || !before.Select(p => p.Replicas).SequenceEqual(pods.Select(p => p.Replicas))))
            bindings[binding] = pods;
        else if (pods is not null || !bindings.TryRemove(binding, out _))
            return;
        _versions.AddOrUpdate(cluster, 1, (_, version) => version + 1);
    }
}
