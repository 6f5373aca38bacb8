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
    /// <remarks>Put into words only when something is wrong there: nearly always nothing is.</remarks>
    private sealed record Place(Place? Above, string Name, int Index, SchemaNode? Owner)
    {
        public static Place Root(string kind) => new(null, kind, 0, null);

        public Place Field(string name, SchemaNode owner) => new(this, name, -1, owner);

        public Place Key(string name) => new(this, name, -1, null);

        public Place Element(int index) => new(this, "", index, null);

        public bool IsRoot => Above is null;

        public string Path => Above is null ? "" : Index >= 0 ? $"{Above.Path}[{Index}]" : Above.IsRoot ? Name : $"{Above.Path}.{Name}";

        public string Struct => Owner is not null ? Owner.GoType ?? "" : Above is null ? Name : Above.Struct;

        public string Fields => Above is null ? "" : Owner is null ? Above.Fields : Above.Fields is { Length: > 0 } above ? $"{above}.{Name}" : Name;

        public string? FieldType => Owner?.GoFields.GetValueOrDefault(Name)?.Type;
    }

    /// <summary>The cleaned document in place, and the fields that were dropped, as 'unknown field "spec.replica"'.</summary>
    /// <exception cref="KubeApiException">400: a value is of another type than its field.</exception>
    public static IReadOnlyList<string> Decode(JsonObject obj, SchemaNode schema, GroupVersionKind kind)
    {
        var dropped = new List<string>();
        Clean(obj, schema, Place.Root(kind.Kind), kind, dropped);
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
                for (var i = 0; i < map.Count; i++)
                {
                    var (name, value) = map.GetAt(i);
                    if (value is not null)
                        Clean(value, schema.Values ?? SchemaNode.Any, at.Key(name), kind, dropped);
                    else if (schema.Values?.Nullable == false)
                        map.RemoveAt(i--);
                    else if (schema.Values is { Nullable: null, Type: SchemaType.String })
                        map[name] = "";
                }
                return;
            case SchemaType.List when node is JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    if (a[i] is { } item)
                        Clean(item, schema.Items ?? SchemaNode.Any, at.Element(i), kind, dropped);
                }
                return;
            // A schema's own types are checked with its other rules.
            case var _ when schema.Nullable is not null:
                return;
            default:
                GoValues.Check(node!, schema, kind, at, static (at, value, type) => $"json: cannot unmarshal {value} into Go struct field {at.Struct}.{at.Fields} of type {at.FieldType ?? type}");
                return;
        }
    }

    private static void CleanObject(JsonObject o, SchemaNode schema, Place at, GroupVersionKind kind, List<string> dropped)
    {
        for (var i = 0; i < o.Count; i++)
        {
            var (name, value) = o.GetAt(i);
            if (schema.Properties.TryGetValue(name, out var below))
            {
                if (value is not null)
                    Clean(value, below, at.Field(name, schema), kind, dropped);
                else if (below.Nullable != true)
                    o.RemoveAt(i--);
            }
            else if (!schema.PreservesUnknown && (!at.IsRoot || name is not ("apiVersion" or "kind" or "metadata")))
            {
                dropped.Add($"unknown field \"{at.Field(name, schema).Path}\"");
                o.RemoveAt(i--);
            }
        }
    }
}
