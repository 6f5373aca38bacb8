using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>A schema's defaults must be what the schema itself accepts (pkg/apiserver/schema/defaulting/validation.go).</summary>
internal static class DefaultRules
{
    public static void Check(JsonObject schema, string path, FieldErrors errors, bool isRoot = true)
    {
        if (schema["default"] is { } value)
            Value(value, schema, $"{path}.default", errors);
        if (schema.Obj("items") is { } items)
            Check(items, $"{path}.items", errors, isRoot: false);
        foreach (var (name, below) in (schema.Obj("properties") ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            // What stands in metadata has no say over its shape.
            var isMeta = (isRoot || schema.Bool("x-kubernetes-embedded-resource") == true) && name is "metadata" or "apiVersion" or "kind";
            if (below is JsonObject property && !isMeta)
                Check(property, $"{path}.properties[{name}]", errors, isRoot: false);
        }
    }

    private static void Value(JsonNode value, JsonObject schema, string path, FieldErrors errors)
    {
        if (value is JsonObject or JsonArray && HasUnknown(value, schema))
            errors.Invalid(path, value.Copy(), "must not have unknown fields");
        var wrong = new FieldErrors();
        EmbeddedRules.Check(value, schema, path, wrong);
        if (!wrong.Any)
            InWords(value, schema, path, wrong);
        errors.AddRange(wrong.All);
    }

    /// <summary>The validator knows the value by no name: the path stands before what it says, but not within.</summary>
    private static void InWords(JsonNode value, JsonObject schema, string path, FieldErrors errors)
    {
        var found = new FieldErrors();
        SchemaRules.Check(value, schema, "", found);
        errors.AddRange(found.All.Select(e => e with { Field = e.Field is "" or SchemaJunctors.NoField ? path : e.Field.StartsWith('[') ? path + e.Field : $"{path}.{e.Field}" }));
    }

    private static bool HasUnknown(JsonNode value, JsonObject schema)
    {
        var wrapped = new JsonObject { ["value"] = value.DeepClone() };
        var of = StructuralSchema.From(new() { ["type"] = "object", ["properties"] = new JsonObject { ["value"] = schema.DeepClone() } });
        return FieldDecoder.Decode(wrapped, of, new("", "", "")).Count > 0;
    }
}
