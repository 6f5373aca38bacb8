using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Whether a schema is a structural one (apiextensions-apiserver pkg/apiserver/schema/validation.go, and validation.go beside the types).</summary>
internal static class SchemaShape
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Nested = ["allOf", "anyOf", "oneOf", "not"];

    private static readonly (string Key, string Problem)[] ForbiddenInNested =
    [
        ("type", "must be empty to be structural"), ("additionalProperties", "must be undefined to be structural"), ("default", "must be undefined to be structural"),
        ("title", "must be empty to be structural"), ("description", "must be empty to be structural"), ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"), ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"), ("x-kubernetes-list-map-keys", "must be empty to be structural"),
        ("x-kubernetes-list-type", "must be undefined to be structural"), ("x-kubernetes-map-type", "must be undefined to be structural"),
    ];

    public static void Check(JsonObject schema, string path, bool hasStatus, FieldErrors errors)
    {
        if (hasStatus && schema.Str("type") is { } type && type != "object")
            errors.Invalid($"{path}.type", type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled");
        if (schema.Bool("nullable") == true)
            errors.Forbidden($"{path}.nullable", "nullable cannot be true at the root");
        var structural = new FieldErrors();
        Node(schema, path, "root", structural);
        errors.AddRange(structural.All.OrderBy(e => e.ToString(), StringComparer.Ordinal));
        Extensions(schema, path, errors);
    }

    /// <summary>One node that gives a document its structure; the level is root, item or field.</summary>
    private static void Node(JsonObject schema, string path, string level, FieldErrors errors)
    {
        var (type, items) = (schema.Str("type") ?? "", schema.Obj("items"));
        if (type == "array" && items is null)
            errors.Required($"{path}.items", "must be specified");
        if (items is not null)
            Node(items, $"{path}.items", "item", errors);
        foreach (var (name, below) in Below(schema, "properties"))
        {
            // What metadata may say is little, and checked as a whole.
            if (name != "metadata" || level != "root")
                Node(below, $"{path}.properties[{name}]", "field", errors);
            else if (below.Any(p => p.Key is not ("type" or "properties" or "description")) || Below(below, "properties").Any(p => p.Name is not ("name" or "generateName")))
                errors.Forbidden($"{path}.properties[metadata]", "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
        if (schema.Obj("additionalProperties") is { } values)
        {
            if (level == "root")
                errors.Forbidden($"{path}.additionalProperties", "must not be used at the root");
            Node(values, $"{path}.additionalProperties", "field", errors);
        }
        Type(schema, type, path, level, errors);
        foreach (var (key, index, part) in Junctors(schema))
        {
            if (!IsIntOrString(schema, key))
                NestedNode(part, $"{path}.{key}{index}", errors);
        }
        Pattern(schema, path, errors);
    }

    private static void Type(JsonObject schema, string type, string path, string level, FieldErrors errors)
    {
        bool Is(string key) => schema.Bool($"x-kubernetes-{key}") == true;
        if (Is("int-or-string") && Is("preserve-unknown-fields"))
            errors.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", true, "must be false if x-kubernetes-int-or-string is true");
        if (Is("embedded-resource") && type != "object")
        {
            if (type.Length == 0)
                errors.Required($"{path}.type", "must be object if x-kubernetes-embedded-resource is true");
            else
                errors.Invalid($"{path}.type", type, "must be object if x-kubernetes-embedded-resource is true");
        }
        else if (type.Length == 0 && !Is("int-or-string") && !Is("preserve-unknown-fields"))
            errors.Required($"{path}.type", level switch { "root" => "must not be empty at the root", "item" => "must not be empty for specified array items", _ => "must not be empty for specified object fields" });
        if (level == "root" && type.Length > 0 && type != "object")
            errors.Invalid($"{path}.type", type, "must be object at the root");
        if (Is("embedded-resource") && !Is("preserve-unknown-fields") && !Below(schema, "properties").Any())
            errors.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
    }

    /// <summary>Below allOf, anyOf, oneOf and not a schema may restrict values, but not give structure.</summary>
    private static void NestedNode(JsonObject schema, string path, FieldErrors errors)
    {
        foreach (var (key, problem) in ForbiddenInNested)
        {
            if (schema[key] is { } value && value.ToText() is not ("false" or "\"\"" or "[]"))
                errors.Forbidden($"{path}.{key}", problem);
        }
        foreach (var (name, below) in Below(schema, "properties"))
        {
            if (name == "metadata")
                errors.Forbidden($"{path}.properties[metadata]", "must not be specified in a nested context");
            NestedNode(below, $"{path}.properties[{name}]", errors);
        }
        if (schema.Obj("items") is { } items)
            NestedNode(items, $"{path}.items", errors);
        foreach (var (key, index, part) in Junctors(schema))
            NestedNode(part, $"{path}.{key}{index}", errors);
        Pattern(schema, path, errors);
    }

    /// <summary>What holds for every node, wherever it stands.</summary>
    private static void Extensions(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Str("type") is { Length: > 0 } type && !Types.Contains(type))
            errors.NotSupported($"{path}.type", type, Types);
        if (schema.Bool("uniqueItems") == true)
            errors.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        if (schema["additionalProperties"] is not null && Below(schema, "properties").Any())
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        if (schema.Bool("x-kubernetes-preserve-unknown-fields") == false)
            errors.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined");
        if (schema.Str("$ref") is { Length: > 0 })
            errors.Forbidden($"{path}.$ref", "$ref is not supported");
        foreach (var (key, index, part) in Junctors(schema))
            Extensions(part, $"{path}.{key}{index}", errors);
        foreach (var (name, below) in Below(schema, "properties"))
            Extensions(below, $"{path}.properties[{name}]", errors);
        foreach (var key in (string[])["items", "additionalProperties"])
        {
            if (schema.Obj(key) is { } below)
                Extensions(below, $"{path}.{key}", errors);
        }
        ListShape.Check(schema, path, errors);
    }

    private static void Pattern(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Str("pattern") is not { Length: > 0 } pattern)
            return;
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            errors.Invalid($"{path}.pattern", pattern, "must be a valid regular expression, but isn't: error parsing regexp: it cannot be read");
        }
    }

    /// <summary>anyOf integer and string is how an int-or-string says what it may be.</summary>
    private static bool IsIntOrString(JsonObject schema, string key) => key is "anyOf" or "allOf" && schema.Bool("x-kubernetes-int-or-string") == true;

    private static IEnumerable<(string Name, JsonObject Schema)> Below(JsonObject schema, string key) =>
        (schema.Obj(key) ?? []).OrderBy(p => p.Key, StringComparer.Ordinal).Where(p => p.Value is JsonObject).Select(p => (p.Key, (JsonObject)p.Value!));

    private static IEnumerable<(string Key, string Index, JsonObject Schema)> Junctors(JsonObject schema) => Nested.SelectMany(key => schema[key] switch
    {
        JsonArray list => list.Select((part, i) => (key, $"[{i}]", part as JsonObject ?? [])),
        JsonObject one => [(key, "", one)],
        _ => [],
    });
}
