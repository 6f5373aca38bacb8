using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Schemas;

/// <summary>
/// Makes a document what Go's encoder makes of it: the zero of a field with "omitempty" is left out, and a field without it is there
/// whether it is set or not. A client that sends them otherwise gets them back so.
/// </summary>
public static class GoEncoding
{
    /// <summary>Leaves out what Go does not write, and adds what it always writes; in place. What comes from its storage has no empty lists.</summary>
    public static void Complete(JsonObject obj, SchemaNode schema, bool isStored)
    {
        Drop(obj, schema, isStored);
        Add(obj, schema);
    }

    /// <summary>Leaves out what Go does not write; in place.</summary>
    public static void Drop(JsonObject obj, SchemaNode schema, bool isStored = false)
    {
        for (var i = 0; i < obj.Count; i++)
        {
            var (key, value) = obj.GetAt(i);
            if (value is null || (schema.Properties.GetValueOrDefault(key) ?? schema.Values) is not { } below)
                continue;
            foreach (var part in Parts(value, below))
                Drop(part.Object, part.Schema, isStored);
            if (schema.GoType is null)
                continue;
            var presence = schema.GoFields.GetValueOrDefault(key)?.Presence ?? GoPresence.Omitted;
            if (IsLeftOut(presence, value, below) || (isStored && presence == GoPresence.Written && value is JsonArray { Count: 0 } && below.Type == SchemaType.List))
                obj.RemoveAt(i--);
        }
    }

    /// <summary>Adds what Go always writes; in place.</summary>
    public static void Add(JsonObject obj, SchemaNode schema)
    {
        foreach (var (name, field) in schema.GoFields)
        {
            if (obj[name] is not null || !schema.Properties.TryGetValue(name, out var below))
                continue;
            if (field.Presence == GoPresence.Embedded)
                obj[name] = new JsonObject();
            else if (field.Presence == GoPresence.Written)
                obj[name] = Zero(below);
            else if (field.Presence == GoPresence.Nullable)
                obj[name] = null;
        }
        foreach (var (key, value) in obj)
        {
            if (value is not null && (schema.Properties.GetValueOrDefault(key) ?? schema.Values) is { } below)
            {
                foreach (var part in Parts(value, below))
                    Add(part.Object, part.Schema);
            }
        }
    }

    private static IEnumerable<(JsonObject Object, SchemaNode Schema)> Parts(JsonNode value, SchemaNode schema) => (value, schema.Type) switch
    {
        (JsonObject o, SchemaType.Object) => [(o, schema)],
        (JsonObject map, SchemaType.Map) when schema.Values?.Type == SchemaType.Object => map.Select(p => p.Value).OfType<JsonObject>().Select(o => (o, schema.Values)),
        (JsonArray list, SchemaType.List) when schema.Items?.Type == SchemaType.Object => list.OfType<JsonObject>().Select(o => (o, schema.Items)),
        _ => [],
    };

    private static bool IsLeftOut(GoPresence presence, JsonNode value, SchemaNode schema) => value switch
    {
        JsonArray { Count: 0 } => presence != GoPresence.Written,
        JsonObject { Count: 0 } => schema.Type == SchemaType.Map && presence != GoPresence.Written,
        _ when presence != GoPresence.Omitted || schema.Format is "int-or-string" or "quantity" => false,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.False => schema.Type == SchemaType.Boolean,
            JsonValueKind.Number => schema.Type == SchemaType.Integer && value.Int() == 0,
            JsonValueKind.String => schema.Type == SchemaType.String && value.Str() == "",
            _ => false,
        },
    };

    private static JsonNode? Zero(SchemaNode schema) => (schema.Type, schema.Format) switch
    {
        (SchemaType.String, "time" or "micro-time" or "byte") => null,
        (SchemaType.String, "quantity") => "0",
        (SchemaType.String, _) => "",
        (SchemaType.Integer, _) or (SchemaType.Any, "int-or-string") => 0,
        (SchemaType.Boolean, _) => false,
        _ => null,
    };
}
