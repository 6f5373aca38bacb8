using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>Reads and writes JSON documents.</summary>
public static class JsonDocuments
{
    /// <summary>How deep a document may be: as deep as a server takes it, with what lists, events and managedFields put around it.</summary>
    public const int MaxDepth = 256;

    private const int LongestMet = 48;
    private static readonly string?[] Met = new string?[8192];

    /// <summary>Kubernetes writes text as it is, not escaped for HTML.</summary>
    public static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>
    /// Parses an object, all of it at once, so that it can then be read by several threads
    /// (JsonNode.Parse builds its dictionaries at first use, which is not safe to share). Of equal keys the last counts.
    /// </summary>
    /// <exception cref="JsonException">The text is not JSON, or not an object.</exception>
    public static JsonObject ParseObject(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        var node = Value(ref reader);
        // More text than one document is an error as well.
        reader.Read();
        return node as JsonObject ?? throw new JsonException("The document is not a JSON object.");
    }

    /// <summary>The value that a reader stands on, which then stands on its end.</summary>
    public static JsonNode? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var o = new JsonObject();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var key = Text(ref reader);
                    reader.Read();
                    o[key] = Value(ref reader);
                }
                return o;
            case JsonTokenType.StartArray:
                var a = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    a.Add(Value(ref reader));
                return a;
            case JsonTokenType.String:
                return JsonValue.Create(Text(ref reader));
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(JsonElement.ParseValue(ref reader));
            case JsonTokenType.True or JsonTokenType.False:
                return JsonValue.Create(reader.GetBoolean());
            default:
                return null;
        }
    }

    /// <summary>The name or text that a reader stands on. Short ones that were met lately are not made again: documents of the same kinds say the same over and over.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence || reader.ValueSpan.Length > LongestMet)
            return reader.GetString()!;
        var hash = new HashCode();
        hash.AddBytes(reader.ValueSpan);
        ref var met = ref Met[hash.ToHashCode() & (Met.Length - 1)];
        // Read once: another thread may put another one there.
        return met is { } text && System.Text.Ascii.Equals(reader.ValueSpan, text) ? text : met = reader.GetString()!;
    }

    public static byte[] ToUtf8(this JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Compact);

    public static string ToText(this JsonNode node) => node.ToJsonString(Compact);
}
