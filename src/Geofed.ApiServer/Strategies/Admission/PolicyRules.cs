using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>The rules for what a policy asks (pkg/apis/admissionregistration/validation validateParamKind, validateVariable, validateValidation, validateAuditAnnotation). Its CEL is not compiled.</summary>
internal static partial class PolicyRules
{
    private static readonly string[] Reserved =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    [GeneratedRegex("^[_a-zA-Z][_a-zA-Z0-9]*\\z")]
    private static partial Regex Identifier();

    public static void Parameters(JsonObject kind, FieldErrors errors, string path)
    {
        var (version, name) = (kind.Str("apiVersion") ?? "", kind.Str("kind") ?? "");
        if (version.Length == 0)
            errors.Required($"{path}.apiVersion");
        else
            GroupVersion(version, errors, $"{path}.apiVersion");
        if (name.Length == 0)
            errors.Required($"{path}.kind");
        else if (Names.Dns1035LabelErrors(name.ToLowerInvariant()).ToList() is { Count: > 0 } wrongs)
            errors.Invalid($"{path}.kind", name, "may have mixed case, but should otherwise match: " + string.Join(",", wrongs));
    }

    private static void GroupVersion(string text, FieldErrors errors, string path)
    {
        var parts = text == "/" ? ["", ""] : text.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, text, $"unexpected GroupVersion string: {text}");
            return;
        }
        var (group, version) = parts.Length == 1 ? ("", text) : (parts[0], parts[1]);
        if (group.Length > 0 && Names.DnsSubdomainErrors(group).ToList() is { Count: > 0 } ofGroup)
            errors.Invalid(path, group, string.Join(",", ofGroup));
        if (version.Length == 0)
            errors.Invalid(path, text, "version must be specified");
        else if (Names.Dns1035LabelErrors(version).ToList() is { Count: > 0 } ofVersion)
            errors.Invalid(path, version, string.Join(",", ofVersion));
    }

    public static void Variables(JsonObject? spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var variable in spec.Objects("variables"))
        {
            var (at, name) = ($"{path}[{i++}]", variable.Str("name") ?? "");
            if (string.IsNullOrWhiteSpace(name))
                errors.Required($"{at}.name", "name is not specified");
            else if (!Identifier().IsMatch(name) || Reserved.Contains(name))
                errors.Invalid($"{at}.name", name, "name is not a valid CEL identifier");
            if (string.IsNullOrWhiteSpace(variable.Str("expression")))
                errors.Required($"{at}.expression", "expression is not specified");
        }
    }

    public static void Validations(JsonObject? spec, string policy, FieldErrors errors)
    {
        const string none = "validations or auditAnnotations must contain at least one item";
        var annotations = spec.Objects("auditAnnotations").ToList();
        if (spec.Arr("validations") is null or { Count: 0 } && annotations.Count == 0)
        {
            errors.Required("spec.validations", none);
            errors.Required("spec.auditAnnotations", none);
        }
        var i = 0;
        foreach (var validation in spec.Objects("validations"))
            Validation(validation, errors, $"spec.validations[{i++}]");
        if (annotations.Count > 20)
            errors.Invalid("spec.auditAnnotations", new JsonArray([.. annotations.Select(a => GoText.Strings(a, ("Key", "key"), ("ValueExpression", "valueExpression")))]), "must not have more than 20 auditAnnotations");
        for (i = 0; i < annotations.Count; i++)
        {
            var (path, key) = ($"spec.auditAnnotations[{i}]", annotations[i].Str("key") ?? "");
            Annotation(annotations[i], key, policy, errors, path);
            if (annotations.FindIndex(a => (a.Str("key") ?? "") == key) < i)
                errors.Duplicate($"{path}.key", key);
        }
    }

    private static void Validation(JsonObject validation, FieldErrors errors, string path)
    {
        if (string.IsNullOrWhiteSpace(validation.Str("expression")))
            errors.Required($"{path}.expression", "expression is not specified");
        var (text, expression) = (validation.Str("message") ?? "", validation.Str("messageExpression") ?? "");
        if (expression.Length > 0 && string.IsNullOrWhiteSpace(expression))
            errors.Invalid($"{path}.messageExpression", expression, "must be non-empty if specified");
        if (text.Length > 0 && string.IsNullOrWhiteSpace(text))
            errors.Invalid($"{path}.message", text, "message must be non-empty if specified");
        else if (text.Trim().AsSpan().ContainsAny('\n', '\r'))
            errors.Invalid($"{path}.message", text, "message must not contain line breaks");
        errors.OneOfIfSet(validation, "reason", path, "Forbidden", "Invalid", "RequestEntityTooLarge");
    }

    private static void Annotation(JsonObject annotation, string key, string policy, FieldErrors errors, string path)
    {
        const int most = 5 * 1024;
        if (policy.Length == 0)
            errors.Invalid($"{path}.key", key, "requires metadata.name be non-empty");
        else
            errors.Each($"{path}.key", $"{policy}/{key}", Names.QualifiedName($"{policy}/{key}"));
        var value = (annotation.Str("valueExpression") ?? "").Trim();
        if (value.Length == 0)
            errors.Required($"{path}.valueExpression", "valueExpression is not specified");
        else if (value.Length > most)
            errors.Required($"{path}.valueExpression", $"must not exceed {most} bytes in length");
    }
}
