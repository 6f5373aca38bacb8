using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Patching;

/// <summary>The strategic merge patch that leads from one document to another, as kubectl makes it.</summary>
internal static class StrategicDifference
{
    public static JsonObject Of(JsonObject from, JsonObject to, SchemaNode? schema)
    {
        var patch = new JsonObject();
        foreach (var (key, _) in from.Where(p => !to.ContainsKey(p.Key)))
            patch[key] = null;
        foreach (var (key, value) in to)
        {
            if (JsonNode.DeepEquals(from[key], value))
                continue;
            var below = schema is { Type: SchemaType.Map } ? schema.Values : schema?.Properties.GetValueOrDefault(key);
            if (from[key] is JsonObject old && value is JsonObject next)
                patch[key] = Retaining(below?.PatchStrategy, Of(old, next, below), next);
            else if (from[key] is JsonArray before && value is JsonArray after && below?.PatchStrategy?.StartsWith("merge", StringComparison.Ordinal) == true)
                AddList(patch, key, before, after, below);
            else
                patch[key] = value.Copy();
        }
        return patch;
    }

    private static JsonObject Retaining(string? strategy, JsonObject patch, JsonObject next)
    {
        if (strategy?.Contains("retainKeys", StringComparison.Ordinal) == true)
            patch["$retainKeys"] = new JsonArray([.. next.Select(p => (JsonNode)p.Key)]);
        return patch;
    }

    private static void AddList(JsonObject patch, string name, JsonArray before, JsonArray after, SchemaNode schema)
    {
        if (schema.PatchMergeKey is not { } key)
        {
            Set(patch, name, after.Where(n => !In(before, n)));
            Set(patch, "$deleteFromPrimitiveList/" + name, before.Where(n => !In(after, n)));
            patch["$setElementOrder/" + name] = after.Copy();
            return;
        }
        JsonObject? Same(JsonArray list, JsonObject element) => list.OfType<JsonObject>().FirstOrDefault(o => JsonNode.DeepEquals(o[key], element[key]));
        var changes = new JsonArray();
        foreach (var element in after.OfType<JsonObject>())
        {
            var old = Same(before, element);
            if (old is null)
                changes.Add(element.Copy());
            else if (!JsonNode.DeepEquals(old, element))
                changes.Add(Keyed(Retaining(schema.PatchStrategy, Of(old, element, schema.Items), element), key, element));
        }
        foreach (var element in before.OfType<JsonObject>().Where(o => Same(after, o) is null))
            changes.Add(new JsonObject { ["$patch"] = "delete", [key] = element[key].Copy() });
        if (changes.Count > 0)
            patch[name] = changes;
        patch["$setElementOrder/" + name] = new JsonArray([.. after.Select(n => new JsonObject { [key] = n![key].Copy() })]);
    }

    private static JsonObject Keyed(JsonObject change, string key, JsonObject element)
    {
        change[key] = element[key].Copy();
        return change;
    }

    private static bool In(JsonArray list, JsonNode? node) => list.Any(n => JsonNode.DeepEquals(n, node));

    private static void Set(JsonObject patch, string key, IEnumerable<JsonNode?> values)
    {
        if (values.ToList() is { Count: > 0 } some)
            patch[key] = new JsonArray([.. some.Select(n => n.Copy())]);
    }
}
