using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Schemas;

/// <summary>Single values as Go's decoder takes or refuses them.</summary>
internal static class GoValues
{
    /// <summary>Brings quantities into their canonical form; refuses what does not fit. <paramref name="mismatch"/> words a value of the wrong type.</summary>
    public static void Check<TPlace>(JsonNode node, SchemaNode schema, GroupVersionKind kind, TPlace at, Func<TPlace, string, string, string> mismatch)
    {
        var found = node.GetValueKind();
        switch (schema.Type)
        {
            case SchemaType.Object or SchemaType.Map or SchemaType.List:
            case SchemaType.String when found != JsonValueKind.String && !(schema.Format == "quantity" && found == JsonValueKind.Number):
            case SchemaType.Boolean when found is not (JsonValueKind.True or JsonValueKind.False):
            case SchemaType.Integer when found != JsonValueKind.Number:
            case SchemaType.Number when found != JsonValueKind.Number:
                throw Unreadable(kind, mismatch(at, Word(found), TypeName(schema, kind)));
            case SchemaType.Integer when node.Int() is not { } whole || (schema.Format == "int32" && whole != (int)whole):
                throw Unreadable(kind, mismatch(at, $"number {node.ToText()}", TypeName(schema, kind)));
            case SchemaType.String when schema.Format == "quantity":
                if (!Quantity.TryParse(found == JsonValueKind.String ? node.Str() : node.ToText(), out var quantity))
                    throw Unreadable(kind, "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
                node.ReplaceWith(quantity.ToString());
                return;
            case SchemaType.String when schema.Format == "byte":
                if (!Convert.TryFromBase64String(node.Str()!, new byte[node.Str()!.Length], out _))
                    throw Unreadable(kind, "illegal base64 data at input byte " + FirstBadByte(node.Str()!));
                return;
            case SchemaType.String when schema.Format is "time" or "micro-time" && node.Str()!.Length > 0 && KubeTime.Parse(node.Str()) is null:
                throw Unreadable(kind, $"parsing time \"\\\"{node.Str()}\\\"\" as \"\\\"2006-01-02T15:04:05Z07:00\\\"\": cannot parse \"{node.Str()}\" as \"2006\"");
            case SchemaType.Any when schema.Format == "int-or-string" && found is not (JsonValueKind.String or JsonValueKind.Number):
                throw Unreadable(kind, $"json: cannot unmarshal {Word(found)} into Go value of type int32");
        }
    }

    private static string Word(JsonValueKind found) =>
        found switch { JsonValueKind.True or JsonValueKind.False => "bool", var other => other.ToString().ToLowerInvariant() };

    private static string TypeName(SchemaNode schema, GroupVersionKind kind) => schema.Type switch
    {
        SchemaType.String => "string",
        SchemaType.Boolean => "bool",
        SchemaType.Integer => schema.Format ?? "int64",
        SchemaType.Number => "float64",
        SchemaType.List => "[]" + TypeName(schema.Items ?? SchemaNode.Any, kind),
        SchemaType.Map => "map[string]" + TypeName(schema.Values ?? SchemaNode.Any, kind),
        SchemaType.Object => $"{(kind.Version == "v2" ? "v2" : "v1")}.{schema.GoType ?? kind.Kind}",
        _ => schema.Format == "int-or-string" ? "intstr.IntOrString" : "interface {}",
    };

    private static int FirstBadByte(string text)
    {
        var i = 0;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '/' or '='))
            i++;
        return i;
    }

    private static KubeApiException Unreadable(GroupVersionKind kind, string why) =>
        new(400, "BadRequest", $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {why}");
}
