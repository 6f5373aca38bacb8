using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Geofed.Federation;

/// <summary>Reads the documents of a YAML stream (JSON is YAML) as JSON. Anchors and merge keys are resolved; empty documents are left out.</summary>
public static class YamlDocuments
{
    /// <exception cref="ManifestException">The text is not YAML; the message has line and column.</exception>
    public static IReadOnlyList<JsonNode> Read(string text, string source)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
            return [.. stream.Documents.Select(document => Convert(document.RootNode)).OfType<JsonNode>()];
        }
        catch (YamlException e)
        {
            throw new ManifestException($"{source} is not YAML: line {e.Start.Line}, column {e.Start.Column}: {(e.InnerException ?? e).Message}", e);
        }
        catch (ArgumentException e)
        {
            throw new ManifestException($"{source} is not a manifest: {e.Message}", e);
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => Object(map),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } plain => YamlScalars.Resolve(plain.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static JsonObject Object(YamlMappingNode map)
    {
        var o = new JsonObject();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new ArgumentException($"line {key.Start.Line}: a key must be text");
            if (name != "<<")
                o[name] = Convert(value);
        }
        foreach (var inherited in map.Children.Where(pair => pair.Key is YamlScalarNode { Value: "<<" }).SelectMany(pair => Merged(pair.Value)))
        {
            if (!o.ContainsKey(inherited.Key))
                o[inherited.Key] = inherited.Value?.DeepClone();
        }
        return o;
    }

    /// <summary>What <c>&lt;&lt;</c> brings in: one map, or several of which the first wins.</summary>
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Merged(YamlNode value) => value switch
    {
        YamlMappingNode map => Object(map),
        YamlSequenceNode list => list.Children.SelectMany(Merged),
        _ => throw new ArgumentException($"line {value.Start.Line}: '<<' needs a map"),
    };
}
