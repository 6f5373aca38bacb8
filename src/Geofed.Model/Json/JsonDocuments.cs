using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>Reads and writes JSON documents.</summary>
public static class JsonDocuments
{
    private static readonly JsonNodeOptions NodeOptions = new() { PropertyNameCaseInsensitive = false };

    /// <summary>Kubernetes writes text as it is, not escaped for HTML.</summary>
    public static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>
    /// Parses an object and visits all of it, so that it can then be read by several threads at once
    /// (JsonNode builds its dictionaries at first use, which is not safe to share).
    /// </summary>
    /// <exception cref="JsonException">The text is not JSON, or not an object.</exception>
    public static JsonObject ParseObject(ReadOnlySpan<byte> utf8)
    {
        if (JsonNode.Parse(utf8, NodeOptions) is not JsonObject o)
            throw new JsonException("The document is not a JSON object.");
        Visit(o);
        return o;
    }

    public static byte[] ToUtf8(this JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Compact);

    public static string ToText(this JsonNode node) => node.ToJsonString(Compact);

    private static void Visit(JsonNode? node)
    {
        if (node is JsonObject o)
        {
            foreach (var (_, child) in o)
                Visit(child);
        }
        else if (node is JsonArray a)
        {
            foreach (var child in a)
                Visit(child);
        }
    }
}
