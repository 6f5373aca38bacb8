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
    /// <summary>The cleaned document in place, and the fields that were dropped, as 'unknown field "spec.replica"'.</summary>
    /// <exception cref="KubeApiException">400: a value is of another type than its field.</exception>
    public static IReadOnlyList<string> Decode(JsonObject obj, SchemaNode schema, GroupVersionKind kind)
    {
        var dropped = new List<string>();
        Clean(obj, schema, "", kind, dropped);
        return dropped;
    }

    private static void Clean(JsonNode? node, SchemaNode schema, string path, GroupVersionKind kind, List<string> dropped)
    {
        var is_ = node!.GetValueKind();
        switch (schema.Type)
        {
            case SchemaType.Object when node is JsonObject o:
                foreach (var (name, value) in o.ToList())
                {
                    var at = path.Length == 0 ? name : $"{path}.{name}";
                    if (!schema.Properties.TryGetValue(name, out var below))
                    {
                        if (schema.PreservesUnknown)
                            continue;
                        if (path.Length > 0 || name is not ("apiVersion" or "kind" or "metadata"))
                        {
                            dropped.Add($"unknown field \"{at}\"");
                            o.Remove(name);
                        }
                    }
                    else if (value is null)
                        o.Remove(name);
                    else
                        Clean(value, below, at, kind, dropped);
                }
                return;
            case SchemaType.Map when node is JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    if (value is not null)
                        Clean(value, schema.Values ?? SchemaNode.Any, $"{path}.{name}", kind, dropped);
                    else if (schema.Values?.Type == SchemaType.String)
                        map[name] = "";
                }
                return;
            case SchemaType.List when node is JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    if (a[i] is { } item)
                        Clean(item, schema.Items ?? SchemaNode.Any, $"{path}[{i}]", kind, dropped);
                }
                return;
            case SchemaType.Object or SchemaType.Map or SchemaType.List:
            case SchemaType.String when is_ != JsonValueKind.String && !(schema.Format == "quantity" && is_ == JsonValueKind.Number):
            case SchemaType.Boolean when is_ is not (JsonValueKind.True or JsonValueKind.False):
            case SchemaType.Integer or SchemaType.Number when is_ != JsonValueKind.Number:
                throw WrongType(is_, schema, path, kind);
            case SchemaType.String when schema.Format == "quantity":
                if (!Quantity.TryParse(is_ == JsonValueKind.String ? node.Str() : node.ToText(), out var quantity))
                    throw Unreadable(kind, "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
                node.ReplaceWith(quantity.ToString());
                return;
            case SchemaType.String when schema.Format == "byte":
                var buffer = new byte[node.Str()!.Length];
                if (!Convert.TryFromBase64String(node.Str()!, buffer, out _))
                    throw Unreadable(kind, "illegal base64 data at input byte " + FirstBadByte(node.Str()!));
                return;
            case SchemaType.String when schema.Format is "time" or "micro-time" && node.Str()!.Length > 0 && KubeTime.Parse(node.Str()) is null:
                throw Unreadable(kind, $"parsing time \"\\\"{node.Str()}\\\"\" as \"\\\"2006-01-02T15:04:05Z07:00\\\"\": cannot parse \"{node.Str()}\" as \"2006\"");
        }
    }

    private static int FirstBadByte(string text)
    {
        var i = 0;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '/' or '='))
            i++;
        return i;
    }

    private static KubeApiException WrongType(JsonValueKind found, SchemaNode schema, string path, GroupVersionKind kind)
    {
        var go = schema.Type switch
        {
            SchemaType.String => "string",
            SchemaType.Boolean => "bool",
            SchemaType.Integer => schema.Format ?? "int64",
            SchemaType.Number => "float64",
            SchemaType.List => "[]interface {}",
            SchemaType.Map => "map[string]string",
            _ => "v1." + kind.Kind,
        };
        var json = found switch { JsonValueKind.True or JsonValueKind.False => "bool", var other => other.ToString().ToLowerInvariant() };
        return Unreadable(kind, $"json: cannot unmarshal {json} into Go struct field {kind.Kind}.{path} of type {go}");
    }

    private static KubeApiException Unreadable(GroupVersionKind kind, string why) =>
        new(400, "BadRequest", $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {why}");
}
