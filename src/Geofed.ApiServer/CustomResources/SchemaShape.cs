using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Whether a schema is a structural one (apiextensions-apiserver pkg/apiserver/schema/validation.go).</summary>
internal static class SchemaShape
{
    private static readonly (string Key, string Problem)[] ForbiddenInNested =
    [
        ("type", "must be empty to be structural"), ("additionalProperties", "must be undefined to be structural"), ("default", "must be undefined to be structural"),
        ("title", "must be empty to be structural"), ("description", "must be empty to be structural"), ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"), ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"), ("x-kubernetes-list-map-keys", "must be empty to be structural"),
        ("x-kubernetes-list-type", "must be undefined to be structural"), ("x-kubernetes-map-type", "must be undefined to be structural"),
        ("x-kubernetes-validations", "must be empty to be structural"),
    ];

    private static readonly JsonNode IntOrString = JsonNode.Parse("""[{"type":"integer"},{"type":"string"}]""")!;

    public static void Check(JsonObject schema, string path, bool hasStatus, FieldErrors errors)
    {
        if (hasStatus)
            Root(schema, path, errors);
        if (schema.Bool("nullable") == true)
            errors.Forbidden($"{path}.nullable", "nullable cannot be true at the root");
        // One with parts that no structural schema has is only told of these.
        if (!SchemaExtensions.HasUnsupported(schema))
        {
            var structural = new FieldErrors();
            Node(schema, path, "root", structural);
            SchemaCompleteness.Check(schema, path, structural);
            errors.AddRange(structural.All.OrderBy(e => e.ToString(), StringComparer.Ordinal));
            if (!structural.Any)
                DefaultRules.Check(schema, path, errors);
        }
        SchemaExtensions.Check(schema, path, errors);
    }

    /// <summary>The status is checked by what is below properties, so the root may hold little else.</summary>
    private static void Root(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Str("type") is { } type && type != "object")
            errors.Invalid($"{path}.type", type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled");
        else if (schema.Any(p => !SchemaExtensions.AllowedAtRoot.Contains(p.Key) && p.Value is not null))
            errors.Invalid(path, schema.Copy(), $"only [{string.Join(' ', SchemaExtensions.AllowedAtRoot.Select(SchemaExtensions.GoName))}] fields are allowed at the root of the schema if the status subresource is enabled");
    }

    /// <summary>One node that gives a document its structure; the level is root, item or field.</summary>
    private static void Node(JsonObject schema, string path, string level, FieldErrors errors)
    {
        var (type, items) = (schema.Str("type") ?? "", schema.Obj("items"));
        if (type == "array" && items is null)
            errors.Required($"{path}.items", "must be specified");
        if (items is not null)
            Node(items, $"{path}.items", "item", errors);
        foreach (var (name, below) in SchemaExtensions.Below(schema, "properties"))
        {
            // What the root's metadata may say is little, and checked as a whole.
            if (name != "metadata" || level != "root")
                Node(below, $"{path}.properties[{name}]", "field", errors);
        }
        if (level == "root" && schema["additionalProperties"] is not null)
            errors.Forbidden($"{path}.additionalProperties", "must not be used at the root");
        if (schema.Obj("additionalProperties") is { } values)
            Node(values, $"{path}.additionalProperties", "field", errors);
        Type(schema, type, path, level, errors);
        if (level == "root" || schema.Bool("x-kubernetes-embedded-resource") == true)
            Meta(schema, path, level, errors);
        Junctors(schema, path, errors, isNode: true, mayBePattern: true);
    }

    private static void Type(JsonObject schema, string type, string path, string level, FieldErrors errors)
    {
        bool Is(string key) => schema.Bool($"x-kubernetes-{key}") == true;
        foreach (var other in (string[])["preserve-unknown-fields", "embedded-resource"])
        {
            if (Is("int-or-string") && Is(other))
                errors.Invalid($"{path}.x-kubernetes-{other}", true, "must be false if x-kubernetes-int-or-string is true");
        }
        if (Is("embedded-resource") && type != "object")
        {
            if (type.Length == 0)
                errors.Required($"{path}.type", "must be object if x-kubernetes-embedded-resource is true");
            else
                errors.Invalid($"{path}.type", type, "must be object if x-kubernetes-embedded-resource is true");
        }
        else if (type.Length == 0 && !Is("int-or-string") && !Is("preserve-unknown-fields"))
            errors.Required($"{path}.type", level switch { "root" => "must not be empty at the root", "item" => "must not be empty for specified array items", _ => "must not be empty for specified object fields" });
        if (Is("embedded-resource") && schema["additionalProperties"] is not null)
            errors.Forbidden($"{path}.additionalProperties", "must not be used if x-kubernetes-embedded-resource is set");
        if (level == "root" && type.Length > 0 && type != "object")
            errors.Invalid($"{path}.type", type, "must be object at the root");
        if (Is("embedded-resource") && !Is("preserve-unknown-fields") && !SchemaExtensions.Below(schema, "properties").Any())
            errors.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
    }

    private static void Meta(JsonObject schema, string path, string level, FieldErrors errors)
    {
        foreach (var (key, wanted) in ((string, string)[])[("kind", "string"), ("apiVersion", "string"), ("metadata", "object")])
        {
            if (schema.Obj("properties", key) is { } property && property.Str("type") != wanted)
                errors.Invalid($"{path}.properties[{key}].type", property.Str("type") ?? "", $"must be {wanted}");
        }
        if (level == "root" && schema.Obj("properties", "metadata") is { } metadata
            && (metadata.Any(p => p.Key is not ("type" or "properties" or "default")) || SchemaExtensions.Below(metadata, "properties").Any(p => p.Name is not ("name" or "generateName"))))
            errors.Forbidden($"{path}.properties[metadata]", "must not specify anything other than name and generateName, but metadata is implicitly specified");
    }

    /// <summary>anyOf integer and string is how an int-or-string says what it may be, at a node itself or in the first of its allOf.</summary>
    private static void Junctors(JsonObject schema, string path, FieldErrors errors, bool isNode, bool mayBePattern)
    {
        foreach (var (key, index, part) in SchemaExtensions.Junctors(schema))
        {
            if (key != "anyOf" || !mayBePattern || !JsonNode.DeepEquals(schema["anyOf"], IntOrString))
                NestedNode(part, $"{path}.{key}{index}", errors, isNode && key == "allOf" && index == "[0]");
        }
        Pattern(schema, path, errors);
    }

    /// <summary>Below allOf, anyOf, oneOf and not a schema may restrict values, but not give structure.</summary>
    private static void NestedNode(JsonObject schema, string path, FieldErrors errors, bool mayBePattern = false)
    {
        Junctors(schema, path, errors, isNode: false, mayBePattern);
        if (schema.Obj("items") is { } items)
            NestedNode(items, $"{path}.items", errors);
        foreach (var (name, below) in SchemaExtensions.Below(schema, "properties"))
            NestedNode(below, $"{path}.properties[{name}]", errors);
        foreach (var (key, problem) in ForbiddenInNested)
        {
            if (schema[key] is { } value && value.ToText() is not ("false" or "\"\"" or "[]"))
                errors.Forbidden($"{path}.{key}", problem);
        }
        if (schema.Obj("properties", "metadata") is not null)
            errors.Forbidden($"{path}.properties[metadata]", "must not be specified in a nested context");
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
}
