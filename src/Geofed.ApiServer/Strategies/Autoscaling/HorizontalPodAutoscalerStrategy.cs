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

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        if (spec.Int("minReplicas") is < 1 and var min)
            errors.Invalid("spec.minReplicas", min, "must be greater than or equal to 1");
        if ((spec.Int("maxReplicas") ?? 0) is < 1 and var max)
            errors.Invalid("spec.maxReplicas", max, "must be greater than 0");
        if (spec.Int("minReplicas") is { } least && (spec.Int("maxReplicas") ?? 0) < least)
            errors.Invalid("spec.maxReplicas", spec.Int("maxReplicas") ?? 0, "must be greater than or equal to `minReplicas`");
        foreach (var key in (string[])["kind", "name"])
        {
            var value = spec.Str("scaleTargetRef", key) ?? "";
            if (value.Length == 0)
                errors.Required($"spec.scaleTargetRef.{key}");
            else if (Names.PathSegment(value) is { } wrong)
                errors.Invalid($"spec.scaleTargetRef.{key}", value, wrong);
        }
        MetricRules.Validate(spec, errors, "spec.metrics");
    }

    private static JsonObject DefaultMetric() => new()
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 } },
    };
}
