using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The condition Progressing: how a rollout goes, and whether it has stood still for too long (pkg/controller/deployment/progress.go).</summary>
internal static class DeploymentProgress
{
    public const string Type = "Progressing";
    private const string Complete = "NewReplicaSetAvailable";
    private const string TimedOut = "ProgressDeadlineExceeded";
    private const string Paused = "DeploymentPaused";

    // A deadline of the largest number is none.
    public static TimeSpan? Deadline(JsonObject deployment) =>
        deployment.Int("spec", "progressDeadlineSeconds") is { } seconds and not int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>The conditions of this status, with the progress since the last one judged.</summary>
    public static JsonArray? Judge(JsonObject deployment, JsonObject status, JsonObject? newSet, DateTimeOffset now)
    {
        var conditions = status.Arr("conditions");
        if (Deadline(deployment) is null)
            return conditions.Without(Type);
        var who = newSet is null ? $"Deployment \"{deployment.Name()}\"" : $"ReplicaSet \"{newSet.Name()}\"";
        var current = deployment.Condition(Type);
        if (status.Count("replicas") == status.Count("updatedReplicas") && current.Str("reason") == Complete)
            return conditions;
        if (DeploymentStatus.IsComplete(deployment, status))
            return Set(conditions, "True", Complete, $"{who} has successfully progressed.", now);
        if (DeploymentStatus.IsProgressing(deployment, status))
            return Updated(conditions, $"{who} is progressing.", now);
        return IsLate(deployment, now) ? Set(conditions, "False", TimedOut, $"{who} has timed out progressing.", now) : conditions;
    }

    /// <summary>Condition of a ReplicaSet that was made, or found.</summary>
    public static JsonArray Started(JsonObject deployment, string reason, string message, DateTimeOffset now) =>
        Set(deployment.Arr("status", "conditions"), "True", reason, message, now);

    public static JsonArray Failed(JsonObject deployment, string message, DateTimeOffset now) =>
        Set(deployment.Arr("status", "conditions"), "False", "ReplicaSetCreateError", message, now);

    /// <summary>The conditions once a Deployment was paused or resumed; null when nothing is to be said of it. A pause does not count as standing still.</summary>
    public static JsonArray? PausedOrResumed(JsonObject deployment, DateTimeOffset now)
    {
        var reason = deployment.Condition(Type).Str("reason");
        if (Deadline(deployment) is null || reason == TimedOut)
            return null;
        var conditions = deployment.Arr("status", "conditions");
        return (deployment.Bool("spec", "paused") == true, reason == Paused) switch
        {
            (true, false) => Set(conditions, "Unknown", Paused, "Deployment is paused", now),
            (false, true) => Set(conditions, "Unknown", "DeploymentResumed", "Deployment is resumed", now),
            _ => null,
        };
    }

    /// <summary>When to look again whether it is late; null when there is nothing to wait for.</summary>
    public static TimeSpan? NextLook(JsonObject deployment, JsonObject status, DateTimeOffset now)
    {
        var current = deployment.Condition(Type);
        if (Deadline(deployment) is not { } deadline || current is null || DeploymentStatus.IsComplete(deployment, status) || current.Str("reason") == TimedOut)
            return null;
        return Updated(current, now) + deadline - now + TimeSpan.FromSeconds(1);
    }

    private static bool IsLate(JsonObject deployment, DateTimeOffset now) => deployment.Condition(Type) is { } current && current.Str("reason") is not Complete
        && (current.Str("reason") == TimedOut || Updated(current, now) + Deadline(deployment) < now);

    private static DateTimeOffset Updated(JsonObject condition, DateTimeOffset now) => KubeTime.Parse(condition.Str("lastUpdateTime")) ?? now;

    private static JsonArray Set(JsonArray? conditions, string status, string reason, string message, DateTimeOffset now) =>
        conditions.With(Type, status, reason, message, now, "lastUpdateTime");

    // Every step forward moves the time from which the deadline counts.
    private static JsonArray Updated(JsonArray? conditions, string message, DateTimeOffset now)
    {
        var updated = Set(conditions, "True", "ReplicaSetUpdated", message, now);
        updated.Objects().First(c => c.Str("type") == Type)["lastUpdateTime"] = KubeTime.Format(now);
        return updated;
    }
}
