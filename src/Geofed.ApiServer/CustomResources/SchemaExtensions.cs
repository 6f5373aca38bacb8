using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What holds for every node of a schema, wherever it stands (pkg/apis/apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema).</summary>
internal static class SchemaExtensions
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Unsupported = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];

    public static readonly string[] AllowedAtRoot =
    [
        "description", "type", "format", "title", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
        "uniqueItems", "multipleOf", "required", "items", "properties", "externalDocs", "example", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-validations",
    ];

    /// <summary>Where a node stands that its defaults are judged by: not at all, within the root's metadata, or within that of an embedded resource.</summary>
    private readonly record struct Place(bool InMeta, string? NoDefaults);

    public static void Check(JsonObject schema, string path, FieldErrors errors) => Node(schema, path, default, isRoot: true, errors);

    public static bool HasUnsupported(JsonObject schema) => Unsupported.Append("$schema").Any(key => schema[key] is not null and not JsonObject { Count: 0 }) || schema["items"] is JsonArray
        || Below(schema, "properties").Any(p => HasUnsupported(p.Schema)) || Junctors(schema).Any(p => HasUnsupported(p.Schema))
        || ((string[])["items", "additionalProperties"]).Any(key => schema.Obj(key) is { } below && HasUnsupported(below));

    public static string GoName(string key) => string.Concat(key.Replace("x-kubernetes-", "x-", StringComparison.Ordinal).Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static void Node(JsonObject schema, string path, Place place, bool isRoot, FieldErrors errors)
    {
        Standard(schema, path, place, errors);
        if (schema.Bool("uniqueItems") == true)
            errors.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        if (schema["additionalProperties"] is { } additional && additional.ToText() != "true" && Below(schema, "properties").Any())
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        if (schema.Obj("additionalProperties") is { } values)
            Node(values, $"{path}.additionalProperties", place.InMeta ? place with { NoDefaults = "inside additionalProperties applying to object metadata" } : place, false, errors);
        foreach (var (name, below) in Below(schema, "properties"))
        {
            var isMeta = (isRoot || schema.Bool("x-kubernetes-embedded-resource") == true) && name is "metadata" or "kind" or "apiVersion";
            var at = !isMeta ? place : isRoot ? new(true, $"in top-level {name}") : place with { InMeta = true };
            Node(below, $"{path}.properties[{name}]", at, false, errors);
        }
        foreach (var (key, index, part) in Junctors(schema).OrderBy(j => Array.IndexOf(Order, j.Key)))
            Node(part, $"{path}.{key}{index}", place, false, errors);
        if (schema.Obj("items") is { } items)
            Node(items, $"{path}.items", place, false, errors);
        if (schema.Bool("x-kubernetes-preserve-unknown-fields") == false)
            errors.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined");
        ListShape.Check(schema, path, errors);
        ExpressionShape.Check(schema, path, errors);
    }

    private static readonly string[] Order = ["not", "allOf", "oneOf", "anyOf"];

    private static void Standard(JsonObject schema, string path, Place place, FieldErrors errors)
    {
        var type = schema.Str("type") ?? "";
        if (type.Length > 0 && !Types.Contains(type))
            errors.NotSupported($"{path}.type", type, Types);
        if (schema["default"] is not null && place.NoDefaults is { } why)
            errors.Forbidden($"{path}.default", $"must not be set {why}");
        foreach (var key in Unsupported)
        {
            if (schema[key] is not null and not JsonObject { Count: 0 })
                errors.Forbidden($"{path}.{key}", $"{key} is not supported");
        }
        if (type == "null")
            errors.Forbidden($"{path}.type", "type cannot be set to null, use nullable as an alternative");
        if (schema["items"] is JsonArray { Count: > 0 })
            errors.Forbidden($"{path}.items", "items must be a schema object and not an array");
        if (place.InMeta && schema.Bool("x-kubernetes-embedded-resource") == true)
            errors.Forbidden($"{path}.x-kubernetes-embedded-resource", "must not be used inside of resource meta");
    }

    public static IEnumerable<(string Name, JsonObject Schema)> Below(JsonObject schema, string key) =>
        (schema.Obj(key) ?? []).OrderBy(p => p.Key, StringComparer.Ordinal).Where(p => p.Value is JsonObject).Select(p => (p.Key, (JsonObject)p.Value!));

    public static IEnumerable<(string Key, string Index, JsonObject Schema)> Junctors(JsonObject schema) => ((string[])["anyOf", "allOf", "oneOf", "not"]).SelectMany(key => schema[key] switch
    {
        JsonArray list => list.Select((part, i) => (key, $"[{i}]", part as JsonObject ?? [])),
        JsonObject one => [(key, "", one)],
        _ => [],
    });
}
