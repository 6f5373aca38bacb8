using System.Text.Json.Nodes;
using Geofed.ApiServer.Protobuf;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>Writes what a JSON document has under a key into a message.</summary>
internal delegate void GnosticField(ProtoWriter message, JsonNode value);

/// <summary>What the messages of gnostic's openapiv2 are made of.</summary>
internal static class GnosticFields
{
    public static GnosticField Text(int field) => (message, value) => message.Text(field, value.Str() ?? "");

    public static GnosticField Flag(int field) => (message, value) => message.Number(field, value.Bool() == true ? 1UL : 0);

    public static GnosticField Whole(int field) => (message, value) => message.Number(field, (ulong)(value.Int() ?? 0));

    public static GnosticField Real(int field) => (message, value) => message.Real(field, value is JsonValue number && number.TryGetValue(out double real) ? real : value.Int() ?? 0);

    /// <summary>Whatever there is, as YAML, which JSON is.</summary>
    public static GnosticField Any(int field) => In(field, (any, value) => any.Text(2, value.ToText()));

    /// <summary>A message of one field.</summary>
    public static GnosticField In(int field, GnosticField inner) => (message, value) =>
    {
        var below = new ProtoWriter();
        inner(below, value);
        message.Bytes(field, below.Written);
    };

    /// <summary>Each of a list; what is no list is the only one.</summary>
    public static GnosticField Each(GnosticField element) => (message, value) =>
    {
        foreach (var one in value is JsonArray list ? list.OfType<JsonNode>() : [value])
            element(message, one);
    };

    /// <summary>The entries of a map, as pairs of name and value.</summary>
    public static GnosticField Named(int field, GnosticField entry) => (message, value) =>
    {
        foreach (var (name, below) in value as JsonObject ?? [])
        {
            if (below is not null)
                Pair(message, field, name, below, entry);
        }
    };

    /// <summary>The keys that a message has a field for, and all that begin with x-. It has no place for others.</summary>
    public static GnosticField Struct(int extensions, Dictionary<string, GnosticField> fields) => (message, value) =>
    {
        foreach (var (key, below) in value as JsonObject ?? [])
        {
            if (below is null)
                continue;
            if (fields.TryGetValue(key, out var field))
                field(message, below);
            else if (key.StartsWith("x-", StringComparison.Ordinal))
                Pair(message, extensions, key, below, (pair, any) => pair.Text(2, any.ToText()));
        }
    };

    private static void Pair(ProtoWriter message, int field, string name, JsonNode value, GnosticField entry) =>
        In(field, (pair, _) =>
        {
            pair.Text(1, name);
            In(2, entry)(pair, value);
        })(message, value);
}
