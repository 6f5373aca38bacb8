using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Autoscaling;

namespace Geofed.ControlPlane.Autoscaling;

/// <summary>The status of a FederatedHPA.</summary>
internal static class AutoscalerStatus
{
    public static JsonObject Of(JsonObject autoscaler, AutoscalerDecision decision, string? silence, DateTimeOffset now)
    {
        IEnumerable<AutoscalerCondition> said = decision.Conditions;
        if (silence is not null)
            said = said.Select(c => c.Type == "ScalingActive" && c.Status ? c with { Message = $"{c.Message}; no metrics from {silence}" } : c);
        if (decision.Rescales)
            said = said.Where(c => c.Type != "AbleToScale").Append(new("AbleToScale", true, "SucceededRescale", $"the HPA controller was able to update the target scale to {decision.Desired}"));
        var status = new JsonObject
        {
            ["currentReplicas"] = decision.Current,
            ["desiredReplicas"] = decision.Desired,
            ["currentMetrics"] = decision.Metrics,
            ["conditions"] = With(autoscaler, said, now),
        };
        if (decision.Rescales)
            status["lastScaleTime"] = KubeTime.Format(now);
        return status;
    }

    /// <summary>What a status says of whether it can scale.</summary>
    public static string? Activity(JsonObject? status) => status.Objects("conditions").FirstOrDefault(c => c.Str("type") == "ScalingActive").Str("message");

    public static JsonObject Failed(JsonObject autoscaler, AutoscalerCondition problem, DateTimeOffset now) => new()
    {
        ["desiredReplicas"] = autoscaler.Int("status", "desiredReplicas") ?? 0,
        ["conditions"] = With(autoscaler, [problem], now),
    };

    private static JsonArray? With(JsonObject autoscaler, IEnumerable<AutoscalerCondition> said, DateTimeOffset now) =>
        said.Aggregate(autoscaler.Arr("status", "conditions"), (all, c) => Conditions.With(all, c.Type, c.Status, c.Reason, c.Message, now));
}
