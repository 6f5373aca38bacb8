using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Schemas;

/// <summary>Reads a CustomResourceDefinition's openAPIV3Schema (apiextensions-apiserver pkg/apiserver/schema).</summary>
public static class StructuralSchema
{
    public static SchemaNode From(JsonObject openAPIV3Schema) => Read(openAPIV3Schema, isRoot: true);

    /// <summary>What a list preserves, its elements do; what is below a known property, not.</summary>
    private static SchemaNode Read(JsonObject schema, bool isRoot = false, bool isPreserved = false)
    {
        var preserves = isPreserved || schema.Bool("x-kubernetes-preserve-unknown-fields") == true;
        var nullable = schema.Bool("nullable") == true;
        if (schema.Bool("x-kubernetes-int-or-string") == true)
            return new() { Type = SchemaType.Any, Format = "int-or-string", Nullable = nullable };
        var properties = (schema.Obj("properties") ?? []).Where(p => p.Value is JsonObject).ToDictionary(p => p.Key, p => Read((JsonObject)p.Value!));
        if (isRoot || schema.Bool("x-kubernetes-embedded-resource") == true)
        {
            properties["apiVersion"] = new() { Type = SchemaType.String };
            properties["kind"] = new() { Type = SchemaType.String };
            properties["metadata"] = Metadata();
        }
        var keys = schema.Strings("x-kubernetes-list-map-keys").ToArray();
        return new()
        {
            Type = schema.Str("type") switch
            {
                "object" when schema["additionalProperties"] is not null && properties.Count == 0 => SchemaType.Map,
                "object" => SchemaType.Object,
                "array" => SchemaType.List,
                "string" => SchemaType.String,
                "integer" => SchemaType.Integer,
                "number" => SchemaType.Number,
                "boolean" => SchemaType.Boolean,
                _ => isRoot ? SchemaType.Object : SchemaType.Any,
            },
            Format = schema.Str("format"),
            PreservesUnknown = preserves,
            // A default takes the place of a null that may not be.
            Nullable = nullable || schema["default"] is not null,
            Properties = properties,
            Values = schema["additionalProperties"] switch { JsonObject o => Read(o), JsonValue => SchemaNode.Any, _ => null },
            Items = schema.Obj("items") is { } items ? Read(items, isPreserved: preserves) : null,
            ListKind = schema.Str("x-kubernetes-list-type") switch { "map" => ListKind.Map, "set" => ListKind.Set, _ => ListKind.Atomic },
            ListKeys = keys,
            Atomic = schema.Str("x-kubernetes-map-type") == "atomic",
        };
    }

    /// <summary>metadata is the same in every kind.</summary>
    private static SchemaNode Metadata() => BuiltInSchemas.For(new("", "v1", "ConfigMap"))!.Properties["metadata"];
}
