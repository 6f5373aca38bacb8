using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.ApiServer.Strategies;

/// <summary>Two values of an internal type, compared line by line as indented JSON (apimachinery pkg/util/diff Diff): what refusals of a change end with.</summary>
internal static class InternalDifference
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    public static string Of(JsonNode first, JsonNode second) => UnifiedDifference.Of(Lines(first), Lines(second));

    private static string[] Lines(JsonNode value) => GoText.Escaped(value.ToJsonString(Indented)).Split('\n');
}
