using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What surrounds an expression of x-kubernetes-validations; the expression itself is not looked into.</summary>
internal static class ExpressionShape
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    public static void Check(JsonObject schema, string path, FieldErrors errors)
    {
        var i = 0;
        foreach (var rule in schema.Objects("x-kubernetes-validations"))
            One(rule, schema, $"{path}.x-kubernetes-validations[{i++}]", errors);
    }

    private static void One(JsonObject rule, JsonObject schema, string path, FieldErrors errors)
    {
        var (text, message, expression, field) = (rule.Str("rule") ?? "", rule.Str("message") ?? "", rule.Str("messageExpression") ?? "", rule.Str("fieldPath") ?? "");
        if (text.Trim().Length == 0)
            errors.Required($"{path}.rule", "rule is not specified");
        else if (message.Length > 0 && message.Trim().Length == 0)
            errors.Invalid($"{path}.message", message, "must be non-empty if specified");
        else if (HasLines(message.Trim()))
            errors.Invalid($"{path}.message", message, "must not contain line breaks");
        else if (HasLines(text.Trim()) && message.Trim().Length == 0)
            errors.Required($"{path}.message", "message must be specified if rule contains line breaks");
        if (expression.Length > 0 && expression.Trim().Length == 0)
            errors.Required($"{path}.messageExpression", "messageExpression must be non-empty if specified");
        errors.OneOfIfSet(rule, "reason", path, Reasons);
        if (field.Length == 0)
            return;
        if (field.Trim().Length == 0)
            errors.Invalid($"{path}.fieldPath", field, "must be non-empty if specified");
        if (HasLines(field))
            errors.Invalid($"{path}.fieldPath", field, "must not contain line breaks");
        if (SchemaPaths.Find(field, schema, allowBrackets: true).Wrong is not null)
            errors.Invalid($"{path}.fieldPath", field, "must be a valid path");
    }

    private static bool HasLines(string text) => text.AsSpan().IndexOfAny('\n', '\r') >= 0;
}
