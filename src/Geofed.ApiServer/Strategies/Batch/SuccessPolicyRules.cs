using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>When an indexed Job has done enough (validateSuccessPolicy).</summary>
internal static class SuccessPolicyRules
{
    public static void Validate(JsonObject spec, JsonObject policy, FieldErrors errors, string path)
    {
        if (spec.Str("completionMode") != "Indexed")
        {
            var shown = policy.Objects("rules").Select(r => (JsonNode)GoText.Struct(r, ("SucceededIndexes", "succeededIndexes"), ("SucceededCount", "succeededCount")));
            errors.Invalid(path, new JsonObject { ["Rules"] = new JsonArray([.. shown]) }, "requires indexed completion mode");
            return;
        }
        var rules = policy.Objects("rules").ToList();
        if (rules.Count == 0)
            errors.Required($"{path}.rules", "at least one rules must be specified when the successPolicy is specified");
        if (rules.Count > 20)
            errors.TooMany($"{path}.rules", rules.Count, 20);
        for (var i = 0; i < rules.Count; i++)
            Rule(rules[i], spec.Int("completions") ?? 0, errors, $"{path}.rules[{i}]");
    }

    private static void Rule(JsonObject rule, long completions, FieldErrors errors, string path)
    {
        var (count, indexes) = (rule.Int("succeededCount"), rule.Str("succeededIndexes"));
        if (count is null && indexes is null)
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        long total = 0;
        if (indexes is not null)
        {
            if (indexes.Length > 64 * 1024)
                errors.TooLong($"{path}.succeededIndexes", 64 * 1024);
            total = JobIndexes.Count(indexes, completions, out var wrong);
            if (wrong is not null)
                errors.Invalid($"{path}.succeededIndexes", indexes, $"error parsing succeededIndexes: {wrong}");
        }
        errors.NonNegative(rule, "succeededCount", path);
        if (count > completions)
            errors.Invalid($"{path}.succeededCount", count, $"must be less than or equal to {completions} (the number of specified completions)");
        if (indexes is not null && count > total)
            errors.Invalid($"{path}.succeededCount", count, $"must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)");
    }
}
