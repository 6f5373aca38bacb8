using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Autoscaling;

namespace Geofed.Simulation.Workloads;

/// <summary>The status of a HorizontalPodAutoscaler (pkg/controller/podautoscaler/horizontal.go).</summary>
internal static class AutoscalerStatus
{
    public static JsonObject WithoutTarget(JsonObject autoscaler, DateTimeOffset now)
    {
        var why = $"the HPA controller was unable to get the target's current scale: {autoscaler.Str("spec", "scaleTargetRef", "kind")} \"{autoscaler.Str("spec", "scaleTargetRef", "name")}\" not found";
        return new() { ["conditions"] = autoscaler.Arr("status", "conditions").With("AbleToScale", "False", "FailedGetScale", why, now) };
    }

    public static JsonObject Of(JsonObject autoscaler, AutoscalerDecision decision, DateTimeOffset now)
    {
        var conditions = autoscaler.Arr("status", "conditions");
        foreach (var condition in decision.Conditions)
            conditions = conditions.With(condition.Type, condition.Status ? "True" : "False", condition.Reason, condition.Message, now);
        var status = new JsonObject
        {
            ["currentReplicas"] = Counts.Omittable(decision.Current),
            ["desiredReplicas"] = decision.Desired,
            ["currentMetrics"] = decision.Metrics,
            ["conditions"] = conditions,
        };
        if (decision.Rescales)
        {
            status["conditions"] = conditions.With("AbleToScale", "True", "SucceededRescale", $"the HPA controller was able to update the target scale to {decision.Desired}", now);
            status["lastScaleTime"] = KubeTime.Format(now);
        }
        return status;
    }
}
