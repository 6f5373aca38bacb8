using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The schemas of built-in kinds as OpenAPI has them: a component for each Go type, named by its package.</summary>
internal sealed class OpenApiSchema(string package, bool isV2)
{
    private readonly Descriptions _descriptions = Descriptions.Read();
    private readonly Dictionary<SchemaNode, string> _names = new(ReferenceEqualityComparer.Instance);

    public JsonObject Components { get; } = [];

    public bool IsV2 => isV2;

    /// <summary>Adds a kind, with all that it is made of; its component's name.</summary>
    public string Add(SchemaNode schema, GroupVersionKind? kind = null)
    {
        if (_names.TryGetValue(schema, out var known))
            return known;
        var type = schema.GoType ?? "Object";
        var name = _names[schema] = $"{OpenApiPackages.Of(schema) ?? package}.{type}";
        var component = Struct(schema);
        if (kind is { } k)
            component["x-kubernetes-group-version-kind"] = new JsonArray(Kind(k));
        Components[name] = component;
        return name;
    }

    public static JsonObject Kind(GroupVersionKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    public JsonObject Reference(string name) => new() { ["$ref"] = (isV2 ? "#/definitions/" : "#/components/schemas/") + name };

    /// <summary>A field as its struct has it.</summary>
    public JsonObject Field(SchemaNode schema, string name) => Described(Property(schema.Properties[name]), _descriptions.Of(schema.Model, name));

    private JsonObject Struct(SchemaNode schema)
    {
        var properties = new JsonObject();
        foreach (var name in schema.Properties.Keys)
            properties[name] = Field(schema, name);
        var component = Described(new() { ["type"] = "object", ["properties"] = properties }, _descriptions.Of(schema.Model));
        var required = schema.GoFields.Where(f => f.Value.Presence == GoPresence.Written && schema.Properties.ContainsKey(f.Key)).Select(f => f.Key).Order(StringComparer.Ordinal).ToList();
        if (required.Count > 0)
            component["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        if (schema.Atomic)
            component["x-kubernetes-map-type"] = "atomic";
        return component;
    }

    private static JsonObject Described(JsonObject schema, string? description)
    {
        if (description is not null)
            schema["description"] = description;
        return schema;
    }

    private JsonObject Property(SchemaNode schema)
    {
        var property = schema switch
        {
            { Type: SchemaType.Object, GoType: "JSONSchemaProps" } => new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true },
            { Type: SchemaType.Object } => Reference(Add(schema)),
            { Type: SchemaType.Map } => new() { ["type"] = "object", ["additionalProperties"] = Property(schema.Values ?? SchemaNode.Any) },
            { Type: SchemaType.List } => List(schema),
            { Type: SchemaType.Any, Format: "int-or-string" } when isV2 => new() { ["type"] = "string", ["format"] = "int-or-string" },
            { Type: SchemaType.Any, Format: "int-or-string" } => new() { ["format"] = "int-or-string", ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }) },
            { Type: SchemaType.Any } => new() { ["type"] = "object" },
            _ => Scalar(schema),
        };
        if (schema.PatchStrategy is { } strategy)
            property["x-kubernetes-patch-strategy"] = strategy;
        if (schema.PatchMergeKey is { } key)
            property["x-kubernetes-patch-merge-key"] = key;
        return property;
    }

    private JsonObject List(SchemaNode schema)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Property(schema.Items ?? SchemaNode.Any), ["x-kubernetes-list-type"] = schema.ListKind.ToString().ToLowerInvariant() };
        if (schema.ListKeys.Count > 0)
            list["x-kubernetes-list-map-keys"] = new JsonArray([.. schema.ListKeys.Select(k => (JsonNode)k)]);
        return list;
    }

    private static JsonObject Scalar(SchemaNode schema)
    {
        var scalar = new JsonObject { ["type"] = schema.Type.ToString().ToLowerInvariant() };
        if (schema.Format is { } format and not "quantity")
            scalar["format"] = format is "time" or "micro-time" ? "date-time" : format;
        return scalar;
    }
}
