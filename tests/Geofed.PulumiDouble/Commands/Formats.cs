using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Geofed.PulumiDouble;

/// <summary>How the CLI prints documents: previews and exports with four blanks, lists with two.</summary>
internal static class Formats
{
    private static readonly JsonSerializerOptions Four = Options(4);
    private static readonly JsonSerializerOptions Two = Options(2);

    public static string Wide(JsonNode? node) => node is null ? "null" : node.ToJsonString(Four);

    public static string Narrow(JsonNode? node) => node is null ? "null" : node.ToJsonString(Two);

    private static JsonSerializerOptions Options(int indent) =>
        new() { WriteIndented = true, IndentSize = indent, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
}
