using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>The rules for how fast to scale (validateBehavior).</summary>
internal static class BehaviorRules
{
    public static void Validate(JsonObject? behavior, FieldErrors errors, string path)
    {
        foreach (var direction in (string[])["scaleUp", "scaleDown"])
        {
            if (behavior.Obj(direction) is { } rules)
                Rules(rules, errors, $"{path}.{direction}");
        }
    }

    private static void Rules(JsonObject rules, FieldErrors errors, string path)
    {
        if (rules.Int("stabilizationWindowSeconds") is { } window)
        {
            if (window < 0)
                errors.Invalid($"{path}.stabilizationWindowSeconds", window, "must be greater than or equal to zero");
            if (window > 3600)
                errors.Invalid($"{path}.stabilizationWindowSeconds", window, "must be less than or equal to 3600");
        }
        errors.OneOfIfSet(rules, "selectPolicy", path, "Disabled", "Max", "Min");
        if (rules.Arr("policies") is null or { Count: 0 })
            errors.Required($"{path}.policies", "must specify at least one Policy");
        var i = 0;
        foreach (var policy in rules.Objects("policies"))
            Policy(policy, errors, $"{path}.policies[{i++}]");
        if (Quantity.From(rules["tolerance"]) is { Sign: < 0 } tolerance)
            errors.Invalid($"{path}.tolerance", tolerance.ToString(), "must be greater than or equal to 0");
    }

    private static void Policy(JsonObject policy, FieldErrors errors, string path)
    {
        if (policy.Str("type") is not ("Pods" or "Percent") and var type)
            errors.NotSupported($"{path}.type", type ?? "", "Percent", "Pods");
        if ((policy.Int("value") ?? 0) is <= 0 and var value)
            errors.Invalid($"{path}.value", value, "must be greater than zero");
        var period = policy.Int("periodSeconds") ?? 0;
        if (period <= 0)
            errors.Invalid($"{path}.periodSeconds", period, "must be greater than zero");
        if (period > 1800)
            errors.Invalid($"{path}.periodSeconds", period, "must be less than or equal to 1800");
    }
}
