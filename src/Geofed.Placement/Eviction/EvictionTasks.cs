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
    /// Wait for the grace period when the binding has no cluster at all. Karmada takes such a binding for healthy and deletes the last copy at once
    /// (karmada-io/karmada#7455).
    /// </param>
    public static EvictionAssessment Assess(JsonObject binding, TimeSpan timeout, bool hasScheduled, DateTimeOffset now, bool keepLastCopy = true)
    {
        var replaced = hasScheduled && IsHealthy(binding, keepLastCopy);
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
            else if (task.Bool("suppressDeletion") ?? !(replaced || now - created > Grace(task, timeout)))
                kept.Add(task);
            else
                finished.Add(task.Str("fromCluster") ?? "");
        }
        return new(kept, finished, RetryAfter(kept, timeout, now));
    }

    private static bool IsHealthy(JsonObject binding, bool keepLastCopy)
    {
        var health = binding.Objects("status", "aggregatedStatus").ToLookup(s => s.Str("clusterName"), s => s.Str("health"));
        var targets = binding.Objects("spec", "clusters").Select(t => t.Str("name")).ToList();
        return (targets.Count > 0 || !keepLastCopy) && targets.All(name => health[name].Contains("Healthy"));
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
