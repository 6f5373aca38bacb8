using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Geofed.Model.Yaml;

/// <summary>One document as JSON. Anchors repeat what they stand for, so that a short text may become a long document: up to a bound.</summary>
internal sealed class YamlConversion
{
    private const int MaxNodes = 1_000_000;
    private int _nodes;

    public JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > BoundedParser.MaxDepth)
            throw Error(node, "it is nested too deep");
        if (++_nodes > MaxNodes)
            throw Error(node, "with what its anchors stand for it is too large");
        return node switch
        {
            YamlMappingNode map => Object(map, depth),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => Convert(child, depth + 1))]),
            YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } plain => YamlScalars.Resolve(plain.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => null,
        };
    }

    private JsonObject Object(YamlMappingNode map, int depth)
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
    private IEnumerable<KeyValuePair<string, JsonNode?>> Merged(YamlNode value, int depth) => value switch
    {
        YamlMappingNode map when depth <= BoundedParser.MaxDepth => Object(map, depth),
        YamlSequenceNode list when depth <= BoundedParser.MaxDepth => list.Children.SelectMany(child => Merged(child, depth + 1)),
        _ => throw Error(value, "'<<' needs a map"),
    };

    private static YamlFormatException Error(YamlNode at, string problem) => new(problem, at.Start.Line, at.Start.Column);
}
