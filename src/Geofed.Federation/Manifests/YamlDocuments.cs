using System.Text.Json.Nodes;
using Geofed.Model.Yaml;

namespace Geofed.Federation;

/// <summary>Reads the documents of a file or a text for a person, who learns where it is wrong.</summary>
public static class YamlDocuments
{
    /// <exception cref="ManifestException">The text is not YAML; the message has line and column.</exception>
    public static IReadOnlyList<JsonNode> Read(string text, string source)
    {
        try
        {
            return YamlText.Read(text);
        }
        catch (YamlFormatException e)
        {
            throw new ManifestException($"{source} is not YAML: {e.Message}", e);
        }
    }
}
