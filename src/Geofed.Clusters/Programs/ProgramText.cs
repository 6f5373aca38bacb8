using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Clusters.Programs;

/// <summary>How texts stand in a program, and how a program is written.</summary>
public static class ProgramText
{
    private static readonly JsonSerializerOptions Indented = new(JsonDocuments.Compact) { WriteIndented = true, NewLine = "\n" };

    /// <summary>A person's text so that Pulumi reads it as it is: <c>${</c> would be an expression, and <c>$$</c> is its dollar (pulumi-yaml, interpolation).</summary>
    public static string Literal(string text)
    {
        var written = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            written.Append(text[i]);
            if (text[i] == '$' && i + 1 < text.Length && text[i + 1] is '$' or '{')
                written.Append('$');
        }
        return written.ToString();
    }

    /// <summary>A value that Pulumi encrypts in its state and hides from its output.</summary>
    public static JsonObject Secret(JsonNode value) => new() { ["fn::secret"] = value };

    /// <summary>Of a map, sorted by key so that equal maps give equal programs.</summary>
    internal static JsonObject Map(IEnumerable<KeyValuePair<string, string>> map) =>
        new(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    internal static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    internal static string Json(JsonObject document) => document.ToJsonString(Indented) + "\n";

    internal static string Yaml(JsonObject document) => YamlText.Write(document);

    /// <summary>Takes what is null away: it is left to the provider.</summary>
    internal static JsonObject WithoutNulls(JsonObject node)
    {
        foreach (var key in node.Where(member => member.Value is null).Select(member => member.Key).ToList())
            node.Remove(key);
        foreach (var child in node.Select(member => member.Value).Concat(node.SelectMany(member => member.Value as JsonArray ?? [])).OfType<JsonObject>())
            WithoutNulls(child);
        return node;
    }
}
