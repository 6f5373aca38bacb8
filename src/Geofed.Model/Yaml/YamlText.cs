using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Geofed.Model.Yaml;

/// <summary>YAML as JSON and back, by the rules of sigs.k8s.io/yaml. JSON is YAML. Anchors and merge keys are resolved; empty documents are left out.</summary>
public static class YamlText
{
    /// <summary>Deeper than any manifest, and shallow enough for the stack.</summary>
    private const int MaxDepth = 200;

    /// <summary>Every document of a stream.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML, or has no equal in JSON.</exception>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new YamlFormatException((e.InnerException ?? e).Message, e.Start.Line, e.Start.Column, e);
        }
        return [.. stream.Documents.Select(document => Convert(document.RootNode, 0)).OfType<JsonNode>()];
    }

    /// <summary>A text of one document; null when it is empty.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML, or has no equal in JSON.</exception>
    public static JsonNode? ReadOne(string text) => Read(text) is [var first, ..] ? first : null;

    /// <summary>A document in block style, keys in their order.</summary>
    public static string Write(JsonNode? document) => YamlWriter.Write(document);

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > MaxDepth)
            throw Error(node, "it is nested too deep");
        return node switch
        {
            YamlMappingNode map => Object(map, depth),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => Convert(child, depth + 1))]),
            YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } plain => YamlScalars.Resolve(plain.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => null,
        };
    }

    private static JsonObject Object(YamlMappingNode map, int depth)
    {
        var o = new JsonObject();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw Error(key, "a key must be text");
            if (name != "<<")
                o[name] = Convert(value, depth + 1);
        }
        foreach (var inherited in map.Children.Where(pair => pair.Key is YamlScalarNode { Value: "<<" }).SelectMany(pair => Merged(pair.Value, depth + 1)))
        {
            if (!o.ContainsKey(inherited.Key))
                o[inherited.Key] = inherited.Value?.DeepClone();
        }
        return o;
    }

    /// <summary>What <c>&lt;&lt;</c> brings in: one map, or several of which the first wins.</summary>
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Merged(YamlNode value, int depth) => value switch
    {
        YamlMappingNode map when depth <= MaxDepth => Object(map, depth),
        YamlSequenceNode list when depth <= MaxDepth => list.Children.SelectMany(child => Merged(child, depth + 1)),
        _ => throw Error(value, "'<<' needs a map"),
    };

    private static YamlFormatException Error(YamlNode at, string problem) => new(problem, at.Start.Line, at.Start.Column);
}

/// <summary>A text is not YAML, or not such as has an equal in JSON. Line and column count from 1.</summary>
public sealed class YamlFormatException(string problem, long line, long column, Exception? inner = null)
    : FormatException($"line {line}, column {column}: {problem}", inner)
{
    public string Problem => problem;
    public long Line => line;
    public long Column => column;
}
