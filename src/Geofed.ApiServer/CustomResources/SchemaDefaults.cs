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
                // A null that may not be there is as good as nothing.
                var isNull = o.TryGetPropertyValue(name, out var value) && value is null && property.Bool("nullable") != true;
                if (property["default"] is { } preset && (isNull || !o.ContainsKey(name)))
                    o[name] = preset.DeepClone();
                Fill(o[name], property);
            }
            if (schema.Obj("additionalProperties") is { } values)
            {
                foreach (var (name, child) in o.ToList())
                {
                    if (schema.At("properties", name) is not null)
                        continue;
                    if (child is null && values.Bool("nullable") != true && values["default"] is { } preset)
                        o[name] = preset.DeepClone();
                    Fill(o[name], values);
                }
            }
        }
        else if (node is JsonArray a && schema.Obj("items") is { } items)
        {
            for (var i = 0; i < a.Count; i++)
            {
                if (a[i] is null && items.Bool("nullable") != true && items["default"] is { } preset)
                    a[i] = preset.DeepClone();
                Fill(a[i], items);
            }
        }
    }
}
