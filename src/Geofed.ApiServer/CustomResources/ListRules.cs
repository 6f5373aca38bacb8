using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Sets have no two equal elements, and map lists no two of the same keys (pkg/apiserver/schema/listtype/validation.go).</summary>
internal static class ListRules
{
    public static void Check(JsonNode? node, JsonObject schema, string path, FieldErrors errors)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o)
            {
                if (schema.Obj("properties", name) is { } property)
                    Check(value, property, path.Length == 0 ? name : $"{path}.{name}", errors);
                else if (schema.Obj("additionalProperties") is { } values)
                    Check(value, values, $"{path}[{name}]", errors);
            }
        }
        else if (node is JsonArray list)
        {
            if (schema.Str("x-kubernetes-list-type") is "set")
                Unique(list, path, item => item.Copy(), errors);
            else if (schema.Str("x-kubernetes-list-type") is "map")
                Map(list, schema, path, errors);
            for (var i = 0; i < list.Count && schema.Obj("items") is { } items; i++)
                Check(list[i], items, $"{path}[{i}]", errors);
        }
    }

    private static void Map(JsonArray list, JsonObject schema, string path, FieldErrors errors)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not (null or JsonObject))
            {
                errors.Invalid($"{path}[{i}]", list[i].Copy(), "must be an object for an array of list-type map");
                return;
            }
        }
        Unique(list, path, item => Keys(item, schema), errors);
    }

    private static JsonObject Keys(JsonNode? item, JsonObject schema) =>
        new(schema.Strings("x-kubernetes-list-map-keys").Where(key => item.At(key) is not null).Select(key => KeyValuePair.Create(key, item.At(key).Copy())));

    /// <summary>Each is told once, where it comes the second time.</summary>
    private static void Unique(JsonArray list, string path, Func<JsonNode?, JsonNode?> identity, FieldErrors errors)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var id = identity(list[i]);
            var text = id?.ToText() ?? "null";
            times[text] = times.GetValueOrDefault(text) + 1;
            if (times[text] == 2)
                errors.Duplicate($"{path}[{i}]", id);
        }
    }
}
