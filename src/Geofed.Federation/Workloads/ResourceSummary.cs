using System.Text.Json.Nodes;
using Geofed.Federation.Rollouts;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Reads a <see cref="FederatedResource"/> from its binding, and, as far as they are at hand, its template, policy and Works. Pure.</summary>
internal static class ResourceSummary
{
    /// <summary>The reason of a Job that did not start by the time by which it had to.</summary>
    internal const string StartDeadlinePassed = nameof(Placement.Scheduling.ScheduleFailure.StartDeadlinePassed);

    /// <param name="binding">Null when no policy has matched the template yet.</param>
    /// <param name="template">Null when only the binding has been read.</param>
    /// <param name="policy">The policy that Geofed wrote for it, whose placement the binding must have taken over.</param>
    /// <param name="works">By cluster, to know whether they carry the newest template.</param>
    public static FederatedResource Of(string federation, ResourceKey key, JsonObject? binding, JsonObject? template = null, JsonObject? policy = null, IReadOnlyDictionary<string, JsonObject>? works = null)
    {
        var clusters = Clusters(key, binding, template, works).ToList();
        var (status, reason) = Judge(binding, template, policy, clusters);
        return new(key.Name.Name, key.Name.Namespace ?? "", key.Kind.Kind, federation)
        {
            ApiVersion = key.Kind.ApiVersion,
            Replicas = binding.Int("spec", "replicas") ?? 0,
            Clusters = clusters,
            Status = status,
            Reason = reason,
            Policy = binding.Annotation(KarmadaMarks.PolicyName) ?? binding.Annotation(KarmadaMarks.ClusterPolicyName),
            CreatedAt = KubeTime.Parse((template ?? binding).Str("metadata", "creationTimestamp")),
        };
    }

    private static (WorkloadState, string?) Judge(JsonObject? binding, JsonObject? template, JsonObject? policy, List<FederatedResourceCluster> clusters)
    {
        if (template.IsDeleting() || binding.IsDeleting())
            return (WorkloadState.Deleting, "it is being deleted in the clusters");
        if (binding is null)
            return (WorkloadState.Pending, "no policy has placed it yet");
        if (policy is not null && !JsonNavigation.Same(policy.At("spec", "placement"), binding.At("spec", "placement")))
            return (WorkloadState.Progressing, "its new placement is being decided");
        if (binding.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Scheduled") is { } scheduled && scheduled.Str("status") == "False")
            return (scheduled.Str("reason") == StartDeadlinePassed ? WorkloadState.Failed : WorkloadState.Pending, scheduled.Str("message") ?? scheduled.Str("reason"));
        if (binding.At("spec", "placement") is not null && (binding.Int("status", "schedulerObservedGeneration") ?? 0) < (binding.Int("metadata", "generation") ?? 0))
            return (WorkloadState.Progressing, "its new placement is being decided");
        if (clusters.Count == 0)
            return (WorkloadState.Pending, "no cluster has been chosen yet");
        if (clusters.Find(c => c.Status == WorkloadState.Failed) is { } failed)
            return (WorkloadState.Failed, $"{failed.Cluster}: {failed.Reason}");
        return clusters.Find(c => c.Status != WorkloadState.Ready) is { } behind ? (WorkloadState.Progressing, $"{behind.Cluster}: {behind.Reason}") : (WorkloadState.Ready, null);
    }

    private static IEnumerable<FederatedResourceCluster> Clusters(ResourceKey key, JsonObject? binding, JsonObject? template, IReadOnlyDictionary<string, JsonObject>? works)
    {
        var reports = binding.Objects("status", "aggregatedStatus").GroupBy(item => item.Str("clusterName") ?? "").ToDictionary(g => g.Key, g => g.First());
        foreach (var (name, replicas) in Targets(binding))
        {
            var report = reports.GetValueOrDefault(name);
            var (status, reason) = works is not null && IsBehind(works.GetValueOrDefault(name), template)
                ? (WorkloadState.Progressing, "the newest template has not arrived yet")
                : ClusterReport.Judge(key.Kind, report);
            yield return new(name, replicas) { Applied = report.Bool("applied") == true, Health = report.Str("health") ?? "Unknown", Status = status, Reason = reason };
        }
    }

    /// <summary>What travels with others is where they are.</summary>
    internal static IEnumerable<(string Name, long Replicas)> Targets(JsonObject? binding) => binding.Objects("spec", "clusters")
        .Concat(binding.Objects("spec", "requiredBy").SelectMany(r => r.Objects("clusters")))
        .Select(t => (Name: t.Str("name") ?? "", Replicas: t.Int("replicas") ?? 0)).DistinctBy(t => t.Name).OrderBy(t => t.Name, StringComparer.Ordinal);

    private static bool IsBehind(JsonObject? work, JsonObject? template)
    {
        if (work is null || RolloutWorks.Generation(work) < (template.Int("metadata", "generation") ?? 0))
            return true;
        var applied = work.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Applied");
        return applied is not null && (applied.Int("observedGeneration") ?? long.MaxValue) < (work.Int("metadata", "generation") ?? 0);
    }
}
