using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>The rules for a Deployment's spec, in upstream's order (pkg/apis/apps/validation/validation.go ValidateDeploymentSpec).</summary>
internal static class DeploymentRules
{
    public static void Validate(JsonObject? spec, FieldErrors errors)
    {
        errors.NonNegative(spec, "replicas", "spec");
        WorkloadRules.Selector(spec, errors, "empty selector is invalid for deployment");
        WorkloadRules.Template(spec, errors, "ReplicaSet");
        var strategy = spec.Obj("strategy");
        if (strategy.Str("type") is not ("Recreate" or "RollingUpdate" or null) and var other)
            errors.NotSupported("spec.strategy", StrategyShown(strategy), "Recreate", "RollingUpdate");
        else if (strategy.Str("type") == "Recreate" && strategy.Obj("rollingUpdate") is not null)
            errors.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        else
            RollingRules.Validate(strategy, errors, "spec.strategy", daemon: false);
        errors.NonNegative(spec, "minReadySeconds", "spec");
        errors.NonNegative(spec, "revisionHistoryLimit", "spec");
        errors.NonNegative(spec, "progressDeadlineSeconds", "spec");
        if (spec.Int("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Int("minReadySeconds") ?? 0))
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }

    private static JsonObject StrategyShown(JsonObject? strategy) => GoText.Struct(strategy, ("Type", "type"), ("RollingUpdate", "rollingUpdate"));
}
