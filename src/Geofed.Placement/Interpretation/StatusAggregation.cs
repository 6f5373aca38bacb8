using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/aggregatestatus.go.</summary>
internal static class StatusAggregation
{
    public static JsonObject? Aggregate(JsonObject o, JsonArray? items, DateTimeOffset now)
    {
        var all = items.Objects().ToList();
        var reported = all.Where(i => i.Obj("status") is not null).ToList();
        return ResourceInterpreter.Id(o) switch
        {
            "apps/v1 Deployment" => Counters(o, all, "replicas", "readyReplicas", "updatedReplicas", "availableReplicas", "unavailableReplicas"),
            "apps/v1 ReplicaSet" => Counters(o, all, "replicas", "readyReplicas", "availableReplicas", "fullyLabeledReplicas"),
            "apps/v1 StatefulSet" => Counters(o, all, "replicas", "readyReplicas", "updatedReplicas", "availableReplicas", "currentReplicas"),
            "apps/v1 DaemonSet" => Counters(o, all,
                "currentNumberScheduled", "desiredNumberScheduled", "numberAvailable", "numberMisscheduled", "numberReady", "updatedNumberScheduled", "numberUnavailable"),
            "v1 Service" => o.Str("spec", "type") == "LoadBalancer" ? LoadBalancers.Merge(reported) : Current(o),
            "networking.k8s.io/v1 Ingress" => LoadBalancers.Merge(reported),
            "batch/v1 Job" => JobAggregation.Aggregate(o, all, reported, now),
            "batch/v1 CronJob" => JobAggregation.CronJob(o, reported),
            "v1 Pod" => all.Count == 0 ? Current(o) : PodAggregation.Aggregate(all),
            "v1 PersistentVolume" => new() { ["phase"] = Worst(all, "Failed", "Pending", "Available", "Bound", "Released") },
            "v1 PersistentVolumeClaim" => new() { ["phase"] = ClaimPhase(reported) },
            "policy/v1 PodDisruptionBudget" => DisruptionBudget(reported),
            "autoscaling/v2 HorizontalPodAutoscaler" => Sums(reported, "currentReplicas", "desiredReplicas"),
            _ => null,
        };
    }

    public static JsonObject Current(JsonObject o) => o.Obj("status").Copy() ?? [];

    public static JsonObject Sums(IEnumerable<JsonObject> items, params string[] fields) =>
        new([.. fields.Select(f => KeyValuePair.Create(f, (JsonNode?)items.Sum(i => i.Int("status", f) ?? 0)))]);

    /// <summary>Sums, and the template's generation once every member has observed it.</summary>
    private static JsonObject Counters(JsonObject o, List<JsonObject> items, params string[] fields)
    {
        var status = Current(o);
        foreach (var (field, sum) in Sums(items.Where(i => i.Obj("status") is not null), fields))
            status[field] = sum?.DeepClone();
        var generation = o.Int("metadata", "generation") ?? 0;
        var statefulSet = o.Str("kind") == "StatefulSet";
        var observed = items.Count(i => i.Obj("status") is { } s && IsCurrent(s, generation, statefulSet));
        if (observed == items.Count)
            status["observedGeneration"] = generation;
        return status;
    }

    /// <summary>For a StatefulSet Karmada holds the template's generation against the member's own.</summary>
    private static bool IsCurrent(JsonObject status, long generation, bool statefulSet)
    {
        var (own, template) = (status.Int("generation") ?? 0, status.Int("resourceTemplateGeneration") ?? 0);
        return statefulSet
            ? template >= own && (status.Int("observedGeneration") ?? 0) >= own
            : (status.Int("observedGeneration") ?? 0) >= own && template >= generation;
    }

    /// <summary>The first of the phases that any member is in; one without a status is Pending.</summary>
    private static string? Worst(List<JsonObject> items, params string[] phases)
    {
        var present = items.Select(i => i.Obj("status") is null ? "Pending" : i.Str("status", "phase")).ToHashSet();
        return phases.FirstOrDefault(present.Contains);
    }

    private static string ClaimPhase(List<JsonObject> items)
    {
        var phase = "Bound";
        foreach (var item in items.Select(i => i.Str("status", "phase") ?? ""))
        {
            if (item == "Lost")
                return item;
            if (item != "Bound")
                phase = item;
        }
        return phase;
    }

    private static JsonObject DisruptionBudget(List<JsonObject> items)
    {
        var status = Sums(items, "currentHealthy", "desiredHealthy", "expectedPods", "disruptionsAllowed");
        foreach (var item in items)
        {
            foreach (var (pod, since) in item.Obj("status", "disruptedPods") ?? [])
                status.Ensure("disruptedPods")[$"{item.Str("clusterName")}/{pod}"] = since?.DeepClone();
        }
        return status;
    }
}
