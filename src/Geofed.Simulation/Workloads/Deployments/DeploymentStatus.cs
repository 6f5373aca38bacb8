using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The status of a Deployment: its ReplicaSets' counts and the conditions (pkg/controller/deployment/sync.go calculateStatus).</summary>
internal static class DeploymentStatus
{
    public static JsonObject Of(JsonObject deployment, DeploymentSets sets, DateTimeOffset now)
    {
        var available = sets.Total("status", "availableReplicas");
        var conditions = deployment.Arr("status", "conditions");
        conditions = available >= RollingUpdate.Of(deployment).MinAvailable
            ? conditions.With("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now, "lastUpdateTime")
            : conditions.With("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now, "lastUpdateTime");
        return new()
        {
            ["observedGeneration"] = deployment.Int("metadata", "generation"),
            ["replicas"] = Counts.Omittable(sets.Total("status", "replicas")),
            ["updatedReplicas"] = Counts.Omittable(sets.New.Count("status", "replicas")),
            ["readyReplicas"] = Counts.Omittable(sets.Total("status", "readyReplicas")),
            ["availableReplicas"] = Counts.Omittable(available),
            ["unavailableReplicas"] = Counts.Omittable(Math.Max(0, sets.Total("spec", "replicas") - available)),
            ["conditions"] = conditions,
        };
    }

    /// <summary>All replicas are of the new template and available (DeploymentComplete).</summary>
    public static bool IsComplete(JsonObject deployment, JsonObject status)
    {
        var replicas = deployment.Count("spec", "replicas");
        return status.Count("updatedReplicas") == replicas && status.Count("replicas") == replicas && status.Count("availableReplicas") == replicas
            && status.Int("observedGeneration") >= deployment.Int("metadata", "generation");
    }

    /// <summary>More of anything good than before, or fewer old pods (DeploymentProgressing).</summary>
    public static bool IsProgressing(JsonObject deployment, JsonObject status)
    {
        var before = deployment.Obj("status");
        return status.Count("updatedReplicas") > before.Count("updatedReplicas") || Old(status) < Old(before)
            || status.Count("readyReplicas") > before.Count("readyReplicas") || status.Count("availableReplicas") > before.Count("availableReplicas");

        static int Old(JsonObject? s) => s.Count("replicas") - s.Count("updatedReplicas");
    }
}
