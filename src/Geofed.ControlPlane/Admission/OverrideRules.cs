using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ControlPlane.Admission;

/// <summary>What an override policy must hold (pkg/util/validation/validation.go ValidateOverrideSpec).</summary>
internal static class OverrideRules
{
    public static void Check(JsonObject policy, FieldErrors errors)
    {
        var spec = policy.Obj("spec");
        if (spec.Arr("overrideRules") is { Count: > 0 } && (spec.At("targetCluster") is not null || spec.Obj("overriders") is { Count: > 0 }))
            errors.Invalid("spec.overrideRules", spec.At("overrideRules"), "overrideRules and overriders or targetCluster can't co-exist");
        PlacementRules.Affinity(spec.Obj("targetCluster"), "spec.targetCluster", errors);
        Overriders(spec.Obj("overriders"), "spec.overriders", errors);
        foreach (var (i, rule) in spec.Objects("overrideRules").Index())
        {
            PlacementRules.Affinity(rule.Obj("targetCluster"), $"spec.overrideRules[{i}].targetCluster", errors);
            Overriders(rule.Obj("overriders"), $"spec.overrideRules[{i}].overriders", errors);
        }
    }

    private static void Overriders(JsonObject? overriders, string path, FieldErrors errors)
    {
        foreach (var (i, image) in overriders.Objects("imageOverrider").Index())
            Pointer(image, ["predicate", "path"], $"{path}.imageOverrider[{i}].predicate.path", errors);
        foreach (var (i, operation) in overriders.Objects("plaintext").Index())
            Pointer(operation, ["path"], $"{path}.plaintext[{i}].path", errors);
        foreach (var (i, field) in overriders.Objects("fieldOverrider").Index())
        {
            var at = $"{path}.fieldOverrider[{i}]";
            Pointer(field, ["fieldPath"], at + ".fieldPath", errors);
            if (field.Arr("json") is { Count: > 0 } && field.Arr("yaml") is { Count: > 0 })
                errors.Invalid(at, field, "fieldOverrider has both YAML and JSON set. Only one is allowed");
        }
    }

    private static void Pointer(JsonObject holder, string[] path, string field, FieldErrors errors)
    {
        if (holder.Str(path) is { } pointer && !pointer.StartsWith('/'))
            errors.Invalid(field, pointer, "path should be start with / character");
    }
}
