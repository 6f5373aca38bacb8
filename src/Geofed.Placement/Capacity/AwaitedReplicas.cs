using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>Replicas that a binding assigns to clusters and that have not appeared there yet: they take room that the cluster does not show as taken.</summary>
public static class AwaitedReplicas
{
    /// <summary>How many are awaited, by cluster; clusters where none are do not stand in it.</summary>
    private static Dictionary<string, long> Of(JsonObject binding)
    {
        var missing = new Dictionary<string, long>();
        if (binding.IsDeleting())
            return missing;
        var reported = binding.Objects("status", "aggregatedStatus").ToDictionary(s => s.Str("clusterName") ?? "", s => s.Obj("status"));
        foreach (var target in binding.Objects("spec", "clusters"))
        {
            var left = (target.Int("replicas") ?? 0) - Appeared(reported.GetValueOrDefault(target.Str("name") ?? ""));
            if (left > 0)
                missing[target.Str("name") ?? ""] = left;
        }
        return missing;
    }

    /// <summary>The same with what they take: of a job of several sizes all of its pods, until it says that it has any.</summary>
    public static IEnumerable<(string Cluster, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Pods)> Sets(JsonObject binding)
    {
        if (binding.Arr("spec", "components") is { Count: > 0 })
        {
            var silent = binding.IsDeleting() ? [] : binding.Objects("spec", "clusters").Select(t => t.Str("name") ?? "").Except(binding.Objects("status", "aggregatedStatus").Where(HasPods).Select(s => s.Str("clusterName") ?? "")).ToList();
            return silent.Count == 0 ? [] : silent.Select(cluster => (cluster, BindingPods.Sets(binding)));
        }
        var missing = Of(binding);
        if (missing.Count == 0)
            return [];
        var claim = ReplicaClaim.From(binding.Obj("spec", "replicaRequirements"));
        return missing.Select(m => (m.Key, (IReadOnlyList<(ReplicaClaim, long)>)[(claim, m.Value)]));
    }

    /// <summary>Each kind of job has words of its own for that; all of them say something of it only when there is something.</summary>
    private static bool HasPods(JsonObject report) => report.Obj("status") is { Count: > 0 };

    /// <summary>Pods that a workload says it has, or (a Job) had; a Pod has a phase once it is there.</summary>
    private static long Appeared(JsonObject? status) =>
        status.At("phase") is not null || status.Objects("conditions").Any(c => c.Str("type") is "Complete" or "Failed" && c.Str("status") == "True")
            ? long.MaxValue
            : status.Int("replicas") ?? new[] { "active", "succeeded", "failed" }.Sum(field => status.Int(field) ?? 0);
}
