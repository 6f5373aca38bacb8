using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>
/// What stood at a place before, where that can be told: what was wrong already and did not change is let pass
/// (apiserver pkg/cel/common/equality.go, apiextensions-apiserver pkg/apiserver/validation/ratcheting.go).
/// </summary>
internal sealed record Correlation(JsonNode? Old)
{
    /// <summary>The property that was there before; null when there was none, or the schema does not know it.</summary>
    public Correlation? Field(string name, JsonObject schema) =>
        Old is JsonObject before && before.TryGetPropertyValue(name, out var value) && (schema.Obj("properties", name) ?? schema.Obj("additionalProperties")) is not null
            ? new(value) : null;

    /// <summary>The element of the same keys; only lists of type map have it.</summary>
    public Correlation? Element(JsonNode? item, JsonObject schema)
    {
        if (Old is not JsonArray before || item is not JsonObject || schema.Str("x-kubernetes-list-type") != "map")
            return null;
        var keys = schema.Strings("x-kubernetes-list-map-keys").ToList();
        return before.FirstOrDefault(o => o is JsonObject && keys.TrueForAll(k => JsonNode.DeepEquals(o.At(k), item.At(k)))) is { } found ? new(found) : null;
    }

    public bool Equals(JsonNode? node, JsonObject schema) => (node, Old) switch
    {
        (null, null) => true,
        (JsonArray a, JsonArray b) when schema.Str("x-kubernetes-list-type") == "map" && a.Count > 0 =>
            a.Count == b.Count && a.All(item => Element(item, schema) is { } old && old.Equals(item, schema.Obj("items") ?? [])),
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(p => Field(p.Key, schema) is { } old && old.Equals(p.Value, schema.Obj("properties", p.Key) ?? schema.Obj("additionalProperties")!)),
        _ => JsonNode.DeepEquals(node, Old),
    };
}
