using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>
/// Sets of fields, in the form of fieldsV1: "f:name" a field, "k:{...}" an element by its keys, "v:..." an element of a set,
/// "." the node itself; an empty object is a leaf (structured-merge-diff fieldpath).
/// </summary>
internal static class FieldTree
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./: ");

    /// <summary>The steps below a node that is owned in parts: each child's name, value and schema. Null for a leaf.</summary>
    public static IReadOnlyList<FieldNode>? Children(JsonNode? node, SchemaNode schema) => node switch
    {
        JsonObject o when !schema.Atomic && schema.Type is SchemaType.Object or SchemaType.Map or SchemaType.Any =>
            [.. o.Select(p => new FieldNode("f:" + p.Key, p.Value, Below(schema, p.Key)))],
        JsonArray a when schema is { Type: SchemaType.List, ListKind: not ListKind.Atomic } =>
            [.. a.Select(item => new FieldNode(StepOf(item, schema), item, schema.Items ?? SchemaNode.Any)).DistinctBy(c => c.Step)],
        _ => null,
    };

    public static SchemaNode Below(SchemaNode schema, string key) =>
        schema.Properties.GetValueOrDefault(key) ?? schema.Values ?? SchemaNode.Any;

    public static string StepOf(JsonNode? item, SchemaNode list)
    {
        if (list.ListKind == ListKind.Set)
            return "v:" + (item?.ToText() ?? "null");
        var step = new StringBuilder("k:{");
        foreach (var key in list.OrderedKeys)
        {
            // A service's or container's port is TCP when it does not say.
            if ((Text(item.At(key)) ?? (key == "protocol" ? "\"TCP\"" : null)) is { } value)
                step.Append(step.Length > 3 ? "," : "").Append('"').Append(key).Append("\":").Append(value);
        }
        return step.Append('}').ToString();
    }

    /// <summary>A scalar as JSON; the names that most keys are need no escapes, and no serializer.</summary>
    private static string? Text(JsonNode? scalar) =>
        scalar.Str() is { } text && text.AsSpan().IndexOfAnyExcept(Plain) < 0 ? $"\"{text}\"" : scalar?.ToText();

    /// <summary>All fields of a document. Elements of lists are members themselves.</summary>
    public static JsonObject Of(FieldNode node)
    {
        var tree = new JsonObject();
        if (node.Children is not { Count: > 0 } children)
            return tree;
        if (node.Step.StartsWith('k'))
            tree["."] = new JsonObject();
        foreach (var child in children)
            tree[child.Step] = Of(child);
        return tree;
    }

    /// <summary>Whether a tree is <see cref="Of"/> a document, which is cheaper to ask than to make.</summary>
    public static bool IsOf(JsonObject tree, FieldNode node)
    {
        if (node.Children is not { Count: > 0 } children)
            return tree.Count == 0;
        var isElement = node.Step.StartsWith('k');
        return tree.Count == children.Count + (isElement ? 1 : 0) && (!isElement || tree.ContainsKey("."))
            && children.All(child => tree[child.Step] is JsonObject below && IsOf(below, child));
    }

    /// <summary>All fields of a document, and every node above them.</summary>
    public static JsonObject OfAll(FieldNode node)
    {
        var tree = new JsonObject();
        foreach (var child in node.Children ?? [])
            tree[child.Step] = OfAll(child);
        if (tree.Count > 0)
            tree["."] = new JsonObject();
        return tree;
    }

    public static JsonObject Union(JsonObject a, JsonObject b)
    {
        var result = a.Copy();
        foreach (var (step, below) in b)
        {
            if (result[step] is JsonObject mine)
            {
                // A leaf that gets children stays a member itself.
                var merged = Union(mine, (JsonObject)below!);
                result[step] = merged;
            }
            else
                result[step] = below.Copy();
        }
        return result;
    }

    /// <summary>Whether all of b is in a, so that their union is a.</summary>
    public static bool Holds(JsonObject a, JsonObject b) => b.All(p => a[p.Key] is JsonObject mine && Holds(mine, (JsonObject)p.Value!));

    /// <summary>Whether <see cref="Except"/> takes anything from a.</summary>
    public static bool Touch(JsonObject a, JsonObject b) => b.Count > 0 && a.Any(p => b[p.Key] is JsonObject other && (p.Value is JsonObject { Count: 0 } || Touch((JsonObject)p.Value!, other)));

    /// <summary>Members of a that are not members of b.</summary>
    public static JsonObject Except(JsonObject a, JsonObject b)
    {
        var result = new JsonObject();
        foreach (var (step, below) in a)
        {
            var mine = (JsonObject)below!;
            if (b[step] is not JsonObject other)
                result[step] = mine.Copy();
            else if (mine.Count > 0 && other.Count > 0 && Except(mine, other) is { Count: > 0 } rest)
                result[step] = rest;
            else if (mine.Count > 0 && other.Count == 0)
                result[step] = mine.Copy();
        }
        return result;
    }

    /// <summary>Members of both. A leaf meets a node with "." there.</summary>
    public static JsonObject Intersect(JsonObject a, JsonObject b)
    {
        var result = new JsonObject();
        foreach (var (step, below) in a)
        {
            if (b[step] is not JsonObject other)
                continue;
            var mine = (JsonObject)below!;
            if (mine.Count == 0 && (other.Count == 0 || other.ContainsKey(".")))
                result[step] = new JsonObject();
            else if (other.Count == 0 && mine.ContainsKey("."))
                result[step] = new JsonObject();
            else if (Intersect(mine, other) is { Count: > 0 } both)
                result[step] = both;
        }
        return result;
    }

    /// <summary>Each member as Kubernetes writes its path: .spec.containers[name="x"].image.</summary>
    public static IEnumerable<string> Paths(JsonObject tree, string path = "")
    {
        foreach (var (step, below) in tree.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var at = step[0] switch
            {
                '.' => path,
                'f' => $"{path}.{step[2..]}",
                'v' => $"{path}[={step[2..]}]",
                _ => $"{path}[{string.Join(",", ((JsonObject)JsonNode.Parse(step[2..])!).Select(k => $"{k.Key}={k.Value!.ToText()}"))}]",
            };
            if (below is JsonObject { Count: 0 })
                yield return at;
            else
            {
                foreach (var member in Paths((JsonObject)below!, at))
                    yield return member;
            }
        }
    }
}
