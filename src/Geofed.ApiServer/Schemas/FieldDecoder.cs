using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Schemas;

/// <summary>
/// Reads a document as Go's decoder would into the kind's type: fields that the type does not have are dropped, a null is as good
/// as absent, and a value of the wrong type is refused.
/// </summary>
public static class FieldDecoder
{
    /// <summary>Where the decoder is: the path as Kubernetes writes it, and as Go does: the innermost struct, and the fields down to it without indices.</summary>
    private readonly record struct Place(string Path, string Struct, string Fields, string? FieldType)
    {
        public Place Below(string name, SchemaNode owner) => new(Path.Length == 0 ? name : $"{Path}.{name}", owner.GoType ?? "", Fields.Length == 0 ? name : $"{Fields}.{name}",
            owner.GoFields.GetValueOrDefault(name)?.Type);

        public Place At(string step) => this with { Path = Path + step, FieldType = null };
    }

    /// <summary>The cleaned document in place, and the fields that were dropped, as 'unknown field "spec.replica"'.</summary>
    /// <exception cref="KubeApiException">400: a value is of another type than its field.</exception>
    public static IReadOnlyList<string> Decode(JsonObject obj, SchemaNode schema, GroupVersionKind kind)
    {
        var dropped = new List<string>();
        Clean(obj, schema, new("", kind.Kind, "", null), kind, dropped);
        return dropped;
    }

    private static void Clean(JsonNode? node, SchemaNode schema, Place at, GroupVersionKind kind, List<string> dropped)
    {
        switch (schema.Type)
        {
            case SchemaType.Object when node is JsonObject o:
                CleanObject(o, schema, at, kind, dropped);
                return;
            case SchemaType.Map when node is JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    if (value is not null)
                        Clean(value, schema.Values ?? SchemaNode.Any, at.At($".{name}"), kind, dropped);
                    else if (schema.Values?.Nullable == false)
                        map.Remove(name);
                    else if (schema.Values is { Nullable: null, Type: SchemaType.String })
                        map[name] = "";
                }
                return;
            case SchemaType.List when node is JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    if (a[i] is { } item)
                        Clean(item, schema.Items ?? SchemaNode.Any, at.At($"[{i}]"), kind, dropped);
                }
                return;
            // A schema's own types are checked with its other rules.
            case var _ when schema.Nullable is not null:
                return;
            default:
                GoValues.Check(node!, schema, kind, (value, type) => $"json: cannot unmarshal {value} into Go struct field {at.Struct}.{at.Fields} of type {at.FieldType ?? type}");
                return;
        }
    }

    private static void CleanObject(JsonObject o, SchemaNode schema, Place at, GroupVersionKind kind, List<string> dropped)
    {
        foreach (var (name, value) in o.ToList())
        {
            if (schema.Properties.TryGetValue(name, out var below))
            {
                if (value is not null)
                    Clean(value, below, at.Below(name, schema), kind, dropped);
                else if (below.Nullable != true)
                    o.Remove(name);
            }
            else if (!schema.PreservesUnknown && (at.Path.Length > 0 || name is not ("apiVersion" or "kind" or "metadata")))
            {
                dropped.Add($"unknown field \"{at.Below(name, schema).Path}\"");
                o.Remove(name);
            }
        }
    }
}
