using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>HorizontalPodAutoscalers, v1 and v2 (pkg/apis/autoscaling/v2/defaults.go, pkg/apis/autoscaling/validation).</summary>
internal sealed class HorizontalPodAutoscalerStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        var spec = obj.Ensure("spec");
        if (obj.Str("apiVersion") == "autoscaling/v1")
        {
            if (spec["targetCPUUtilizationPercentage"] is null && obj.Annotation("autoscaling.alpha.kubernetes.io/metrics") is null)
                spec["targetCPUUtilizationPercentage"] = 80;
        }
        else
        {
            if (spec.Arr("metrics") is null or { Count: 0 })
                spec["metrics"] = new JsonArray(DefaultMetric());
            if (spec.Obj("behavior") is { } behavior)
                BehaviorDefaults.Of(behavior);
        }
        spec.SetWhenAbsent("minReplicas", 1);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        obj["status"] = new JsonObject();
        Default(obj);
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => Spec(obj.Obj("spec"), 1, errors);

    /// <summary>One that was taken with none stays so.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Spec(obj.Obj("spec"), old.Int("spec", "minReplicas") == 0 ? 0 : 1, errors);

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        errors.NonNegative(obj.Obj("status"), "currentReplicas", "status");
        errors.NonNegative(obj.Obj("status"), "desiredReplicas", "status");
    }

    private static void Spec(JsonObject? spec, int least, FieldErrors errors)
    {
        var (min, max) = (spec.Int("minReplicas"), spec.Int("maxReplicas") ?? 0);
        if (min < least)
            errors.Invalid("spec.minReplicas", min, $"must be greater than or equal to {least}");
        if (max < 1)
            errors.Invalid("spec.maxReplicas", max, "must be greater than 0");
        if (max < min)
            errors.Invalid("spec.maxReplicas", max, "must be greater than or equal to `minReplicas`");
        ReferenceRules.Validate(spec.Obj("scaleTargetRef"), errors, "spec.scaleTargetRef");
        MetricRules.Validate(spec, errors, "spec.metrics");
        BehaviorRules.Validate(spec.Obj("behavior"), errors, "spec.behavior");
    }

    private static JsonObject DefaultMetric() => new()
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 } },
    };
}
