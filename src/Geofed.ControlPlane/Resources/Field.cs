using System.Text.Json.Nodes;

namespace Geofed.ControlPlane.Resources;

/// <summary>Writes structural OpenAPI v3 schemas: the few shapes that Karmada's types are made of.</summary>
internal static class Field
{
    public static JsonObject Text => new() { ["type"] = "string" };
    public static JsonObject Flag => new() { ["type"] = "boolean" };
    public static JsonObject Int => new() { ["type"] = "integer", ["format"] = "int32" };
    public static JsonObject Long => new() { ["type"] = "integer", ["format"] = "int64" };
    public static JsonObject Time => new() { ["type"] = "string", ["format"] = "date-time" };
    public static JsonObject Strings => List(Text);
    public static JsonObject StringMap => Map(Text);

    /// <summary>A resource quantity: a number or a string such as "500m".</summary>
    public static JsonObject Quantity => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
        ["x-kubernetes-int-or-string"] = true,
    };

    /// <summary>Any object.</summary>
    public static JsonObject Free => new() { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };

    /// <summary>Any JSON value.</summary>
    public static JsonObject Value => new() { ["x-kubernetes-preserve-unknown-fields"] = true };

    /// <summary>A whole Kubernetes object within another.</summary>
    public static JsonObject Embedded => new() { ["type"] = "object", ["x-kubernetes-embedded-resource"] = true, ["x-kubernetes-preserve-unknown-fields"] = true };

    public static JsonObject Struct(params (string Name, JsonObject Schema)[] fields)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, schema) in fields)
        {
            properties[name.TrimEnd('!')] = schema;
            // A name that ends in "!" is a required field.
            if (name.EndsWith('!'))
                required.Add(name.TrimEnd('!'));
        }
        var o = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
            o["required"] = required;
        return o;
    }

    public static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    public static JsonObject Map(JsonObject values) => new() { ["type"] = "object", ["additionalProperties"] = values };

    public static JsonObject OneOf(params string[] values) => Text.With("enum", new JsonArray([.. values.Select(v => JsonValue.Create(v))]));

    public static JsonObject Default(this JsonObject schema, JsonNode value) => schema.With("default", value);

    public static JsonObject Min(this JsonObject schema, int minimum) => schema.With("minimum", minimum);

    public static JsonObject MinItems(this JsonObject schema, int minimum) => schema.With("minItems", minimum);

    public static JsonObject MaxItems(this JsonObject schema, int maximum) => schema.With("maxItems", maximum);

    public static JsonObject MinLength(this JsonObject schema, int minimum) => schema.With("minLength", minimum);

    public static JsonObject MaxLength(this JsonObject schema, int maximum) => schema.With("maxLength", maximum);

    public static JsonObject Pattern(this JsonObject schema, string pattern) => schema.With("pattern", pattern);

    public static JsonObject Describe(this JsonObject schema, string description) => schema.With("description", description);

    /// <summary>A list whose elements are known by one of their fields.</summary>
    public static JsonObject ByKey(this JsonObject list, string key) => list.With("x-kubernetes-list-type", "map").With("x-kubernetes-list-map-keys", new JsonArray(key));

    private static JsonObject With(this JsonObject schema, string key, JsonNode value)
    {
        schema[key] = value;
        return schema;
    }
}
