using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for topologySpreadConstraints (validateTopologySpreadConstraints).</summary>
internal static class SpreadRules
{
    public static void Validate(JsonObject spec, FieldErrors errors, string path)
    {
        var constraints = spec.Objects("topologySpreadConstraints").ToList();
        for (var i = 0; i < constraints.Count; i++)
        {
            var (constraint, at) = (constraints[i], $"{path}[{i}]");
            var (key, when) = (constraint.Str("topologyKey") ?? "", constraint.Str("whenUnsatisfiable") ?? "");
            if ((constraint.Int("maxSkew") ?? 0) is <= 0 and var skew)
                errors.Invalid($"{at}.maxSkew", skew, "must be greater than zero");
            if (key.Length == 0)
                errors.Required($"{at}.topologyKey", "can not be empty");
            if (when is not ("DoNotSchedule" or "ScheduleAnyway"))
                errors.NotSupported($"{at}.whenUnsatisfiable", when, "DoNotSchedule", "ScheduleAnyway");
            if (constraints.Skip(i + 1).Any(c => (c.Str("topologyKey") ?? "") == key && (c.Str("whenUnsatisfiable") ?? "") == when))
                errors.Duplicate($"{at}.{{topologyKey, whenUnsatisfiable}}", $"{{{key}, {when}}}");
            Domains(constraint.Int("minDomains"), when, errors, $"{at}.minDomains");
            errors.OneOfIfSet(constraint, "nodeAffinityPolicy", at, "Honor", "Ignore");
            errors.OneOfIfSet(constraint, "nodeTaintsPolicy", at, "Honor", "Ignore");
            LabelKeyRules.OfSpread(constraint, errors, $"{at}.matchLabelKeys");
            if (constraint.Obj("labelSelector") is { } selector)
                SelectorRules.Validate(selector, errors, $"{at}.labelSelector");
        }
    }

    private static void Domains(long? domains, string when, FieldErrors errors, string path)
    {
        if (domains <= 0)
            errors.Invalid(path, domains, "must be greater than zero");
        if (domains is not null && when != "DoNotSchedule")
            errors.Invalid(path, domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {when}");
    }
}
