using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>What becomes of a Job when a pod fails (validatePodFailurePolicyRule).</summary>
internal static class PodFailurePolicyRules
{
    private static readonly string[] Actions = ["Count", "FailIndex", "FailJob", "Ignore"];
    private static readonly string[] Statuses = ["False", "True", "Unknown"];

    public static void Validate(JsonObject spec, JsonObject policy, FieldErrors errors, string path)
    {
        var containers = ((string[])["containers", "initContainers"]).SelectMany(l => spec.Objects("template", "spec", l)).Select(c => c.Str("name") ?? "").ToHashSet();
        var rules = policy.Objects("rules").ToList();
        if (rules.Count > 20)
            errors.TooMany(path, rules.Count, 20);
        for (var i = 0; i < rules.Count; i++)
            Rule(spec, rules[i], containers, errors, $"{path}[{i}]");
    }

    private static void Rule(JsonObject spec, JsonObject rule, HashSet<string> containers, FieldErrors errors, string path)
    {
        var action = rule.Str("action") ?? "";
        if (action.Length == 0)
            errors.Required($"{path}.action", ValidValues(Actions));
        else if (action == "FailIndex" && spec["backoffLimitPerIndex"] is null)
            errors.Invalid($"{path}.action", action, "requires the backoffLimitPerIndex to be set");
        else
            errors.OneOfIfSet(rule, "action", path, Actions);
        var conditions = rule.Objects("onPodConditions").ToList();
        if (rule.Obj("onExitCodes") is { } codes)
            ExitCodes(codes, containers, errors, $"{path}.onExitCodes");
        if (conditions.Count > 20)
            errors.TooMany($"{path}.onPodConditions", conditions.Count, 20);
        for (var i = 0; i < conditions.Count; i++)
            Condition(conditions[i], errors, $"{path}.onPodConditions[{i}]");
        if (rule["onExitCodes"] is not null && conditions.Count > 0)
            errors.InvalidWhole(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        if (rule["onExitCodes"] is null && conditions.Count == 0)
            errors.InvalidWhole(path, "specifying one of OnExitCodes and OnPodConditions is required");
    }

    private static void Condition(JsonObject condition, FieldErrors errors, string path)
    {
        errors.Each($"{path}.type", condition.Str("type") ?? "", Names.QualifiedName(condition.Str("type") ?? ""));
        if (string.IsNullOrEmpty(condition.Str("status")))
            errors.Required($"{path}.status", ValidValues(Statuses));
        else
            errors.OneOfIfSet(condition, "status", path, Statuses);
    }

    private static void ExitCodes(JsonObject codes, HashSet<string> containers, FieldErrors errors, string path)
    {
        var op = codes.Str("operator") ?? "";
        if (op.Length == 0)
            errors.Required($"{path}.operator", ValidValues("In", "NotIn"));
        else
            errors.OneOfIfSet(codes, "operator", path, "In", "NotIn");
        if (codes.Str("containerName") is { } name && !containers.Contains(name))
            errors.Invalid($"{path}.containerName", name, "must be one of the container or initContainer names in the pod template");
        var values = (codes.Arr("values") ?? []).Select(v => v.Int() ?? 0).ToList();
        if (values.Count == 0)
            errors.Invalid($"{path}.values", codes["values"].Copy(), "at least one value is required");
        else if (values.Count > 255)
            errors.TooMany($"{path}.values", values.Count, 255);
        for (var i = 0; i < values.Count; i++)
        {
            if (op == "In" && values[i] == 0)
                errors.Invalid($"{path}.values[{i}]", 0, "must not be 0 for the In operator");
            if (values.Take(i).Contains(values[i]))
                errors.Duplicate($"{path}.values[{i}]", values[i]);
        }
        if (values.Zip(values.Skip(1)).Any(pair => pair.First > pair.Second))
            errors.Invalid($"{path}.values", codes["values"].Copy(), "must be ordered");
    }

    // As Go prints a list of strings.
    private static string ValidValues(params string[] values) => $"valid values: [{string.Join(' ', values.Select(FieldErrors.Quote))}]";
}
