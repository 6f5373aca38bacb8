using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for topologySpreadConstraints (validateTopologySpreadConstraints).</summary>
internal static class SpreadRules
{
    public static void Validate(JsonObject spec, FieldErrors errors, string path)
    {
        var seen = new HashSet<(string, string)>();
        var i = 0;
        foreach (var constraint in spec.Objects("topologySpreadConstraints"))
        {
            var at = $"{path}[{i++}]";
            var (key, when) = (constraint.Str("topologyKey") ?? "", constraint.Str("whenUnsatisfiable") ?? "");
            if ((constraint.Int("maxSkew") ?? 0) is <= 0 and var skew)
                errors.Invalid($"{at}.maxSkew", skew, "must be greater than 0");
            if (key.Length == 0)
                errors.Required($"{at}.topologyKey", "can not be empty");
            else
                errors.Each($"{at}.topologyKey", key, Names.QualifiedName(key));
            if (when is not ("DoNotSchedule" or "ScheduleAnyway"))
                errors.NotSupported($"{at}.whenUnsatisfiable", when, "DoNotSchedule", "ScheduleAnyway");
            if (!seen.Add((key, when)))
                errors.Duplicate($"{at}.{{topologyKey, whenUnsatisfiable}}", $"{{{key}, {when}}}");
            if (constraint.Int("minDomains") is { } domains)
            {
                if (domains <= 0)
                    errors.Invalid($"{at}.minDomains", domains, "must be greater than 0");
                if (when != "DoNotSchedule")
                    errors.Invalid($"{at}.minDomains", domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {when}");
            }
            if (constraint.Obj("labelSelector") is { } selector)
                SelectorRules.Validate(selector, errors, $"{at}.labelSelector");
        }
    }
}
