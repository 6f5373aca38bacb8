using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>Walks documents by path. Reading a path that is not there, or is of another type, gives null: documents come from people.</summary>
public static class JsonNavigation
{
    /// <summary>The node at a path of object keys, or null.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (node is not JsonObject o || !o.TryGetPropertyValue(key, out node))
                return null;
        }
        return node;
    }

    public static JsonObject? Obj(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    public static JsonArray? Arr(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static string? Str(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : null;

    /// <summary>A whole number at a path, or null.</summary>
    public static long? Int(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue v || v.GetValueKind() != JsonValueKind.Number)
            return null;
        return v.TryGetValue(out long l) ? l : v.TryGetValue(out int i) ? i : v.TryGetValue(out double d) && d == Math.Floor(d) ? (long)d : null;
    }

    public static bool? Bool(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>The objects of an array at a path; none when it is absent.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Arr(path)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of an array at a path; none when it is absent.</summary>
    public static IEnumerable<string> Strings(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Arr(path)?.Select(n => n.Str()).OfType<string>() ?? [];

    /// <summary>A map of strings at a path (labels, annotations, data); empty when it is absent.</summary>
    public static IReadOnlyDictionary<string, string> StringMap(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Obj(path) ?? [])
        {
            if (value.Str() is { } text)
                map[key] = text;
        }
        return map;
    }

    /// <summary>The object under a key, made when there is none.</summary>
    public static JsonObject Ensure(this JsonObject node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (node[key] is not JsonObject child)
                node[key] = child = [];
            node = child;
        }
        return node;
    }

    /// <summary>Metadata that every object has.</summary>
    public static string Name(this JsonNode? node) => node.Str("metadata", "name") ?? "";

    public static string? Namespace(this JsonNode? node) => node.Str("metadata", "namespace") is { Length: > 0 } ns ? ns : null;

    public static string Uid(this JsonNode? node) => node.Str("metadata", "uid") ?? "";

    public static string ResourceVersion(this JsonNode? node) => node.Str("metadata", "resourceVersion") ?? "";

    public static NamespacedName Key(this JsonNode? node) => new(node.Namespace(), node.Name());

    public static GroupVersionKind Kind(this JsonNode? node) =>
        GroupVersionKind.From(node.Str("apiVersion") ?? "", node.Str("kind") ?? "");

    /// <summary>True when the object waits to be deleted.</summary>
    public static bool IsDeleting(this JsonNode? node) => node.At("metadata", "deletionTimestamp") is not null;

    public static string? Label(this JsonNode? node, string key) => node.Str("metadata", "labels", key);

    public static string? Annotation(this JsonNode? node, string key) => node.Str("metadata", "annotations", key);

    /// <summary>Equality of documents; the order of keys does not count.</summary>
    public static bool Same(JsonNode? a, JsonNode? b) => JsonNode.DeepEquals(a, b);

    /// <summary>A copy of the same type.</summary>
    [return: NotNullIfNotNull(nameof(node))]
    public static T? Copy<T>(this T? node) where T : JsonNode => (T?)node?.DeepClone();
}
