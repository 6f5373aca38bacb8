using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>The rules for a label selector (apimachinery pkg/apis/meta/v1/validation ValidateLabelSelector).</summary>
internal static class SelectorRules
{
    public static void Validate(JsonObject? selector, FieldErrors errors, string path)
    {
        ObjectMetaRules.ValidateLabels(selector.At("matchLabels"), errors, $"{path}.matchLabels");
        var i = 0;
        foreach (var requirement in selector.Objects("matchExpressions"))
            Requirement(requirement, errors, $"{path}.matchExpressions[{i++}]");
    }

    public static bool IsWellFormed(JsonObject selector) =>
        selector.Objects("matchExpressions").All(r => r.Str("operator") is "In" or "NotIn" or "Exists" or "DoesNotExist");

    private static void Requirement(JsonObject requirement, FieldErrors errors, string path)
    {
        var count = requirement.Arr("values")?.Count ?? 0;
        switch (requirement.Str("operator") ?? "")
        {
            case "In" or "NotIn":
                if (count == 0)
                    errors.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (count > 0)
                    errors.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case var other:
                errors.Invalid($"{path}.operator", other, "not a valid selector operator");
                break;
        }
        var key = requirement.Str("key") ?? "";
        errors.Each($"{path}.key", key, Names.QualifiedName(key));
        var i = 0;
        foreach (var value in requirement.Strings("values"))
            errors.Each($"{path}.values[{i++}]", value, Names.LabelValue(value));
    }
}
