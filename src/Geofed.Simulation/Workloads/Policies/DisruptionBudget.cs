using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The status of a PodDisruptionBudget (pkg/controller/disruption/disruption.go).</summary>
internal static class DisruptionBudget
{
    /// <param name="pods">Those that it selects and that have not ended.</param>
    /// <param name="expected">How many their controllers want altogether.</param>
    public static JsonObject Status(JsonObject budget, IReadOnlyCollection<JsonObject> pods, int expected, DateTimeOffset now)
    {
        var (least, missing) = (budget.At("spec", "minAvailable"), budget.At("spec", "maxUnavailable"));
        if (missing is null && least.Str() is null)
            expected = pods.Count;
        var desired = missing is not null ? Math.Max(0, expected - Counts.Scaled(missing, expected, up: true)) : Counts.Scaled(least, expected, up: true);
        var healthy = pods.Count(p => p.IsReady() && !p.IsDeleting());
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        return new()
        {
            ["observedGeneration"] = budget.Int("metadata", "generation"),
            ["expectedPods"] = expected,
            ["desiredHealthy"] = desired,
            ["currentHealthy"] = healthy,
            ["disruptionsAllowed"] = allowed,
            ["conditions"] = Conditions(budget, allowed > 0, now),
        };
    }

    private static JsonArray Conditions(JsonObject budget, bool allowed, DateTimeOffset now)
    {
        var conditions = budget.Arr("status", "conditions").With("DisruptionAllowed", allowed ? "True" : "False", allowed ? "SufficientPods" : "InsufficientPods", "", now);
        var condition = conditions.Objects().First(c => c.Str("type") == "DisruptionAllowed");
        // Written even though it is empty, as metav1.Condition does.
        condition["message"] = "";
        condition["observedGeneration"] = budget.Int("metadata", "generation");
        return conditions;
    }
}
