using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>
/// The rules for a definition's spec (apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go). What all versions have alike is
/// told of as if it stood at the top, where the internal type has it.
/// </summary>
internal static class DefinitionRules
{
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static void Spec(JsonObject spec, FieldErrors errors)
    {
        var group = spec.Str("group") ?? "";
        if (group.Length == 0)
            errors.Required("spec.group");
        else if (Names.DnsSubdomainErrors(group).ToList() is { Count: > 0 } wrongs)
            errors.Invalid("spec.group", group, string.Join(",", wrongs));
        else if (!group.Contains('.', StringComparison.Ordinal))
            errors.Invalid("spec.group", group, "should be a domain with at least one dot");
        errors.OneOf(spec, "scope", "spec", "Cluster", "Namespaced");
        var versions = spec.Objects("versions").ToList();
        Versions(spec, versions, errors);
        foreach (var name in (string[])["plural", "singular", "kind", "listKind"])
            errors.RequireText(spec.Obj("names"), name, "spec.names");
        NamesOf(spec.Obj("names") ?? [], errors);
        if (versions.Count > 0)
            Parts(versions[0], "spec", part => AreAlike(versions, part), "spec.validation", errors);
        ConversionRules.Check(spec.Obj("conversion") ?? [], errors);
    }

    public static void Preservation(JsonObject spec, JsonObject? old, FieldErrors errors)
    {
        if (spec.Bool("preserveUnknownFields") == true && old.Bool("preserveUnknownFields") != true)
            errors.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
    }

    private static void Versions(JsonObject spec, List<JsonObject> versions, FieldErrors errors)
    {
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].Obj("schema", "openAPIV3Schema") is null)
                errors.Required($"spec.versions[{i}].schema.openAPIV3Schema");
        }
        for (var i = 0; i < versions.Count; i++)
        {
            var (version, path) = (versions[i], $"spec.versions[{i}]");
            if (Names.Dns1035LabelErrors(version.Str("name") ?? "").ToList() is { Count: > 0 } wrongs)
                errors.Invalid($"{path}.name", version.Str("name") ?? "", string.Join(",", wrongs));
            Deprecation(version, path, errors);
            Parts(version, path, part => !AreAlike(versions, part), $"{path}.schema", errors);
        }
        if (versions.Select(v => v.Str("name")).Distinct().Count() != versions.Count)
            errors.Invalid("spec.versions", spec["versions"].Copy(), "must contain unique version names");
        if (versions.Count(v => v.Bool("storage") == true) != 1)
            errors.Invalid("spec.versions", spec["versions"].Copy(), "must have exactly one version marked as storage version");
    }

    private static void Deprecation(JsonObject version, string path, FieldErrors errors)
    {
        if (version.Str("deprecationWarning") is not { } sentence)
            return;
        var at = $"{path}.deprecationWarning";
        if (version.Bool("deprecated") != true)
        {
            errors.Invalid(at, sentence, "can only be set for deprecated versions");
            return;
        }
        if (System.Text.Encoding.UTF8.GetByteCount(sentence) > 256)
            errors.Invalid(at, sentence, "must be <= 256 characters long");
        if (sentence.Length == 0)
            errors.Invalid(at, sentence, "must not be an empty string");
        var end = sentence.AsSpan().IndexOfAnyInRange('\0', '\x1f');
        if (end >= 0)
            errors.Invalid(at, sentence, $"must only contain printable UTF-8 characters; non-printable character found at index {System.Text.Encoding.UTF8.GetByteCount(sentence.AsSpan(0, end))}");
    }

    private static bool AreAlike(List<JsonObject> versions, string part) => versions.TrueForAll(v => JsonNode.DeepEquals(v[part], versions[0][part]));

    private static void Parts(JsonObject version, string path, Func<string, bool> isHere, string schemaPath, FieldErrors errors)
    {
        if (isHere("schema") && version.Obj("schema", "openAPIV3Schema") is { } schema)
            SchemaShape.Check(schema, $"{schemaPath}.openAPIV3Schema", version.Obj("subresources", "status") is not null, errors);
        if (isHere("subresources") && version.Obj("subresources", "scale") is { } scale)
            Scale(scale, $"{path}.subresources.scale", errors);
        var i = 0;
        foreach (var column in isHere("additionalPrinterColumns") ? version.Objects("additionalPrinterColumns") : [])
            Column(column, $"{path}.additionalPrinterColumns[{i++}]", errors);
        if (!isHere("selectableFields") || !version.Objects("selectableFields").Any())
            return;
        if (isHere("schema"))
            SelectableFieldRules.Check(version, $"{path}.selectableFields", errors);
        else if (path == "spec")
            errors.Invalid("spec.selectableFields", "", "may only be set when validations.schema is included");
        else
            errors.Invalid($"{path}.selectableFields", "", "may only be set when `version.schema.openAPIV3Schema` is not included");
    }

    private static void Scale(JsonObject scale, string path, FieldErrors errors)
    {
        foreach (var (key, below) in ((string, string)[])[("specReplicasPath", ".spec"), ("statusReplicasPath", ".status")])
        {
            var value = scale.Str(key) ?? "";
            if (value.Length == 0)
                errors.Required($"{path}.{key}");
            else if (IsSimplePath(value, $"{path}.{key}", errors) && !value.StartsWith(below + ".", StringComparison.Ordinal))
                errors.Invalid($"{path}.{key}", value, $"should be a json path under {below}");
        }
        if (scale.Str("labelSelectorPath") is { Length: > 0 } selector && IsSimplePath(selector, $"{path}.labelSelectorPath", errors) && !selector.StartsWith(".spec.", StringComparison.Ordinal) && !selector.StartsWith(".status.", StringComparison.Ordinal))
            errors.Invalid($"{path}.labelSelectorPath", selector, "should be a json path under either .spec or .status");
    }

    private static void Column(JsonObject column, string path, FieldErrors errors)
    {
        errors.RequireText(column, "name", path);
        var (type, format) = (column.Str("type") ?? "", column.Str("format") ?? "");
        if (type.Length == 0)
            errors.Required($"{path}.type", $"must be one of {string.Join(",", ColumnTypes)}");
        else if (!ColumnTypes.Contains(type))
            errors.Invalid($"{path}.type", type, $"must be one of {string.Join(",", ColumnTypes)}");
        if (format.Length > 0 && !ColumnFormats.Contains(format))
            errors.Invalid($"{path}.format", format, $"must be one of {string.Join(",", ColumnFormats)}");
        if (column.Str("jsonPath") is { Length: > 0 } json)
            IsSimplePath(json, $"{path}.JSONPath", errors);
        else
            errors.Required($"{path}.JSONPath");
    }

    private static bool IsSimplePath(string text, string path, FieldErrors errors)
    {
        if (text.StartsWith('.'))
            return true;
        errors.Invalid(path, text, "must be a simple json path starting with .");
        return false;
    }

    private static void NamesOf(JsonObject names, FieldErrors errors)
    {
        foreach (var key in (string[])["plural", "singular", "kind", "listKind"])
        {
            var (value, isKind) = (names.Str(key) ?? "", key is "kind" or "listKind");
            if (value.Length > 0 && Names.Dns1035LabelErrors(isKind ? value.ToLowerInvariant() : value).ToList() is { Count: > 0 } wrongs)
                errors.Invalid($"spec.names.{key}", value, (isKind ? "may have mixed case, but should otherwise match: " : "") + string.Join(",", wrongs));
        }
        Labels(names, "shortNames", errors);
        if (names.Str("kind") is { Length: > 0 } kind && kind == names.Str("listKind"))
            errors.Invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
        Labels(names, "categories", errors);
    }

    private static void Labels(JsonObject names, string key, FieldErrors errors)
    {
        var i = 0;
        foreach (var name in names.Strings(key))
        {
            if (Names.Dns1035LabelErrors(name).ToList() is { Count: > 0 } wrongs)
                errors.Invalid($"spec.names.{key}[{i}]", name, string.Join(",", wrongs));
            i++;
        }
    }
}
