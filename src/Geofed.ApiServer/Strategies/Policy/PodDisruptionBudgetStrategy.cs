using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Apps;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Policy;

/// <summary>PodDisruptionBudgets (pkg/apis/policy/validation, pkg/registry/policy/poddisruptionbudget).</summary>
internal sealed class PodDisruptionBudgetStrategy : StatusStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        if (spec.At("minAvailable") is not null && spec.At("maxUnavailable") is not null)
            errors.Invalid("spec", GoText.Struct(spec, ("MinAvailable", "minAvailable"), ("Selector", "selector"), ("MaxUnavailable", "maxUnavailable"),
                ("UnhealthyPodEvictionPolicy", "unhealthyPodEvictionPolicy")), "minAvailable and maxUnavailable cannot be both set");
        foreach (var key in (string[])["minAvailable", "maxUnavailable"])
        {
            RollingRules.CountOrPercent(spec.At(key), errors, $"spec.{key}");
            RollingRules.AtMostAll(spec.At(key), errors, $"spec.{key}");
        }
        if (spec.Obj("selector") is { } selector)
            SelectorRules.Validate(selector, errors, "spec.selector");
        if (spec.Str("unhealthyPodEvictionPolicy") is not (null or "AlwaysAllow" or "IfHealthyBudget") and var policy)
            errors.NotSupported("spec.unhealthyPodEvictionPolicy", policy, "AlwaysAllow", "IfHealthyBudget");
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        ConditionRules.Validate(obj.Obj("status"), errors, "status.conditions");
        foreach (var key in (string[])["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"])
            errors.NonNegative(obj.Obj("status"), key, "status");
    }
}
