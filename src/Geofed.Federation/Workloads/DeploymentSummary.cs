using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Reads a <see cref="FederatedDeployment"/> from the template and its ResourceBinding (Karmada work.karmada.io/v1alpha2). Pure.</summary>
public static class DeploymentSummary
{
    /// <param name="binding">Null when no policy has matched the template yet.</param>
    /// <param name="policy">The policy that Geofed wrote for it, whose placement the binding must have taken over; null when there is none.</param>
    public static FederatedDeployment Of(string federation, JsonObject template, JsonObject? binding, JsonObject? policy = null)
    {
        var clusters = binding is null ? [] : Clusters(template, binding).ToList();
        var (status, reason) = Judge(template, binding, policy, clusters);
        return new(template.Name(), template.Namespace() ?? "default", federation)
        {
            Images = DeploymentTemplate.Images(template),
            Replicas = (int)(template.Int("spec", "replicas") ?? 1),
            Clusters = clusters,
            Status = status,
            Reason = reason,
            Generation = template.Int("metadata", "generation") ?? 0,
            CreatedAt = KubeTime.Parse(template.Str("metadata", "creationTimestamp")),
        };
    }

    private static (WorkloadState, string?) Judge(JsonObject template, JsonObject? binding, JsonObject? policy, List<FederatedDeploymentCluster> clusters)
    {
        if (template.IsDeleting())
            return (WorkloadState.Deleting, "it is being deleted in the clusters");
        if (binding is null)
            return (WorkloadState.Pending, "no policy has placed it yet");
        if (policy is not null && PropagationPolicy.IsOwn(policy, template) && !JsonNavigation.Same(policy.At("spec", "placement"), binding.At("spec", "placement")))
            return (WorkloadState.Progressing, "its new placement is being decided");
        if (Condition(binding, "Scheduled") is { } scheduled && scheduled.Str("status") == "False")
            return (WorkloadState.Pending, scheduled.Str("message") ?? scheduled.Str("reason"));
        var replicas = template.Int("spec", "replicas") ?? 1;
        if (clusters.Count == 0)
            return replicas == 0 ? (WorkloadState.Ready, null) : (WorkloadState.Pending, "no cluster has been chosen yet");
        if (clusters.Find(c => c.Status == WorkloadState.Failed) is { } failed)
            return (WorkloadState.Failed, $"{failed.Cluster}: {failed.Reason}");
        if ((binding.Int("spec", "replicas") ?? replicas) != replicas
            || (binding.Int("status", "schedulerObservedGeneration") ?? 0) < (binding.Int("metadata", "generation") ?? 0))
            return (WorkloadState.Progressing, "its new placement is being decided");
        if (clusters.Find(c => c.Status != WorkloadState.Ready) is { } behind)
            return (WorkloadState.Progressing, $"{behind.Cluster}: {behind.Reason}");
        return (template.Int("status", "observedGeneration") ?? 0) < (template.Int("metadata", "generation") ?? 0)
            ? (WorkloadState.Progressing, "the clusters have not reported on the newest template yet")
            : (WorkloadState.Ready, null);
    }

    private static IEnumerable<FederatedDeploymentCluster> Clusters(JsonObject template, JsonObject binding)
    {
        var reports = binding.Objects("status", "aggregatedStatus").GroupBy(item => item.Str("clusterName") ?? "").ToDictionary(g => g.Key, g => g.First());
        foreach (var target in binding.Objects("spec", "clusters").OrderBy(c => c.Str("name"), StringComparer.Ordinal))
        {
            var name = target.Str("name") ?? "";
            var report = reports.GetValueOrDefault(name);
            var cluster = new FederatedDeploymentCluster(name, (int)(target.Int("replicas") ?? 0))
            {
                ReadyReplicas = (int)(report.Int("status", "readyReplicas") ?? 0),
                UpdatedReplicas = (int)(report.Int("status", "updatedReplicas") ?? 0),
                AvailableReplicas = (int)(report.Int("status", "availableReplicas") ?? 0),
            };
            var (status, reason) = Judge(template, cluster, report);
            yield return cluster with { Status = status, Reason = reason };
        }
    }

    private static (WorkloadState, string?) Judge(JsonObject template, FederatedDeploymentCluster cluster, JsonObject? report)
    {
        if (report is null)
            return (WorkloadState.Progressing, "not reported on yet");
        if (report.Bool("applied") != true)
        {
            return report.Str("appliedMessage") is { Length: > 0 } why
                ? (WorkloadState.Failed, why)
                : (WorkloadState.Progressing, "not applied yet");
        }
        var status = report.Obj("status");
        if (status is null)
            return (WorkloadState.Progressing, "not reported on yet");
        // resourceTemplateGeneration: which state of the template the member's object was made from (interpreter ReflectStatus).
        var generation = template.Int("metadata", "generation") ?? 0;
        if ((status.Int("resourceTemplateGeneration") ?? generation) < generation || (status.Int("observedGeneration") ?? 0) < (status.Int("generation") ?? 0))
            return (WorkloadState.Progressing, "the newest template has not arrived yet");
        if (cluster.UpdatedReplicas < cluster.Replicas)
            return (WorkloadState.Progressing, $"{cluster.UpdatedReplicas} of {cluster.Replicas} replicas updated");
        if ((status.Int("replicas") ?? 0) != cluster.Replicas)
            return (WorkloadState.Progressing, $"{status.Int("replicas") ?? 0} replicas, {cluster.Replicas} wanted");
        return cluster.ReadyReplicas < cluster.Replicas
            ? (WorkloadState.Progressing, $"{cluster.ReadyReplicas} of {cluster.Replicas} replicas ready")
            : (WorkloadState.Ready, null);
    }

    private static JsonObject? Condition(JsonObject o, string type) => o.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == type);
}
