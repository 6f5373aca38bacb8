using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Where a binding's copies are to be, and how many replicas each has (pkg/controllers/binding/common.go).</summary>
internal static class BindingTargets
{
    /// <summary>The clusters chosen for it, and those of the bindings that depend on it.</summary>
    public static IReadOnlyDictionary<string, long?> Of(JsonObject binding)
    {
        var targets = new SortedDictionary<string, long?>(StringComparer.Ordinal);
        foreach (var target in binding.Objects("spec", "clusters"))
            targets[target.Str("name") ?? ""] = target.Int("replicas");
        foreach (var target in binding.Objects("spec", "requiredBy").SelectMany(parent => parent.Objects("clusters")))
            targets.TryAdd(target.Str("name") ?? "", target.Int("replicas"));
        return targets;
    }

    /// <summary>Clusters that are being left gracefully: their copies stay for now, and are not changed.</summary>
    public static IReadOnlySet<string> Evicted(JsonObject binding) => binding.Objects("spec", "gracefulEvictionTasks")
        .Where(t => t.Str("purgeMode") is not ("Directly" or "Immediately"))
        .Select(t => t.Str("fromCluster")).OfType<string>().ToHashSet();

    /// <summary>Whether the policy has stopped carrying to this cluster for now.</summary>
    public static bool IsSuspended(JsonObject binding, string cluster) =>
        binding.Bool("spec", "suspension", "dispatching") == true
        || binding.Strings("spec", "suspension", "dispatchingOnClusters", "clusterNames").Contains(cluster);
}
