using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Eviction;

/// <summary>
/// Which evictions of a binding are finished, so that the old copies may go: when all new ones are healthy, or after a grace period
/// (pkg/controllers/gracefuleviction/evictiontask.go).
/// </summary>
public static class EvictionTasks
{
    /// <param name="binding">With spec.gracefulEvictionTasks and clusters, and status.aggregatedStatus.</param>
    /// <param name="timeout">The grace period of a task that names none (Karmada's default: 10 minutes).</param>
    /// <param name="hasScheduled">The scheduler has seen the binding as it is now.</param>
    /// <param name="keepLastCopy">
    /// An old copy stays, whatever its grace period, until at least one new copy is healthy. Karmada takes a binding without any cluster for healthy and
    /// deletes the last copy at once (karmada-io/karmada#7455).
    /// </param>
    public static EvictionAssessment Assess(JsonObject binding, TimeSpan timeout, bool hasScheduled, DateTimeOffset now, bool keepLastCopy = true)
    {
        var (all, any) = Healthy(binding);
        var replaced = hasScheduled && all && (any || !keepLastCopy);
        var mayEnd = any || !keepLastCopy;
        var kept = new List<JsonObject>();
        var finished = new List<string>();
        foreach (var original in binding.Objects("spec", "gracefulEvictionTasks"))
        {
            var task = original.Copy();
            if (KubeTime.Parse(task.Str("creationTimestamp")) is not { } created)
            {
                task["creationTimestamp"] = KubeTime.Format(now);
                kept.Add(task);
            }
            else if (task.Bool("suppressDeletion") ?? !(replaced || mayEnd && now - created > Grace(task, timeout)))
                kept.Add(task);
            else
                finished.Add(task.Str("fromCluster") ?? "");
        }
        return new(kept, finished, RetryAfter(kept, timeout, now));
    }

    /// <summary>Whether all present copies are healthy (true when there are none), and whether there is one that is.</summary>
    private static (bool All, bool Any) Healthy(JsonObject binding)
    {
        var health = binding.Objects("status", "aggregatedStatus").ToLookup(s => s.Str("clusterName"), s => s.Str("health"));
        var healthy = binding.Objects("spec", "clusters").Select(t => health[t.Str("name")].Contains("Healthy")).ToList();
        return (healthy.All(h => h), healthy.Any(h => h));
    }

    private static TimeSpan Grace(JsonObject task, TimeSpan timeout) =>
        task.Int("gracePeriodSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : timeout;

    private static TimeSpan? RetryAfter(List<JsonObject> kept, TimeSpan timeout, DateTimeOffset now) => kept
        .Where(task => task.At("suppressDeletion") is null)
        .Select(task => (TimeSpan?)(KubeTime.Parse(task.Str("creationTimestamp"))!.Value + Grace(task, timeout) - now))
        .Min();
}

/// <summary>What became of a binding's evictions.</summary>
/// <param name="Kept">Tasks that go on, each with its creationTimestamp.</param>
/// <param name="Finished">Clusters whose copy may be deleted now.</param>
/// <param name="RetryAfter">When the next grace period ends; null when none runs.</param>
public sealed record EvictionAssessment(IReadOnlyList<JsonObject> Kept, IReadOnlyList<string> Finished, TimeSpan? RetryAfter);
