using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What a schema says below allOf and its like must be there outside of them as well; upstream looks at the root only (pkg/apiserver/schema/complete.go).</summary>
internal static class SchemaCompleteness
{
    public static void Check(JsonObject schema, string path, FieldErrors errors) => Junctors(schema, schema, path, path, errors);

    private static void Junctors(JsonObject values, JsonObject schema, string path, string valuePath, FieldErrors errors)
    {
        if (values.Obj("not") is { } not)
            Part(not, schema, path, $"{valuePath}.not", errors);
        foreach (var key in (string[])["allOf", "anyOf", "oneOf"])
        {
            var i = 0;
            foreach (var part in values.Objects(key))
                Part(part, schema, path, $"{valuePath}.{key}[{i++}]", errors);
        }
    }

    private static void Part(JsonObject part, JsonObject? schema, string path, string valuePath, FieldErrors errors)
    {
        if (schema is null)
        {
            errors.Required(path, $"because it is defined in {valuePath}");
            return;
        }
        Junctors(part, schema, path, valuePath, errors);
        if (part.Obj("items") is { } items)
            Part(items, schema.Obj("items"), $"{path}.items", $"{valuePath}.items", errors);
        foreach (var (name, value) in part.Obj("properties") ?? [])
        {
            if (value is JsonObject below)
                Part(below, schema.Obj("properties", name), $"{path}.properties[{name}]", $"{valuePath}.properties[{name}]", errors);
        }
    }
}
