using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Fills in a schema's defaults (apiextensions-apiserver pkg/apiserver/schema/defaulting).</summary>
internal static class SchemaDefaults
{
    public static void Fill(JsonNode? node, JsonObject schema)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, below) in schema.Obj("properties") ?? [])
            {
                if (below is not JsonObject property)
                    continue;
                var isNull = o.TryGetPropertyValue(name, out var value) && value is null && property.Bool("nullable") != true;
                if (property["default"] is { } preset && (isNull || !o.ContainsKey(name)))
                    o[name] = preset.DeepClone();
                Fill(o[name], property);
            }
            if (schema.Obj("additionalProperties") is { } values)
            {
                foreach (var (name, child) in o)
                {
                    if (schema.At("properties", name) is null)
                        Fill(child, values);
                }
            }
        }
        else if (node is JsonArray a && schema.Obj("items") is { } items)
        {
            foreach (var child in a)
                Fill(child, items);
        }
    }
}
