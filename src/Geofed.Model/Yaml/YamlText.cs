using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Geofed.Model.Yaml;

/// <summary>YAML as JSON and back, by the rules of sigs.k8s.io/yaml. JSON is YAML. Anchors and merge keys are resolved; empty documents are left out.</summary>
public static class YamlText
{
    /// <summary>Every document of a stream.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML, or has no equal in JSON.</exception>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var stream = new YamlStream();
        var parser = new BoundedParser(new Parser(new StringReader(text)));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException e)
        {
            throw new YamlFormatException((e.InnerException ?? e).Message, e.Start.Line, e.Start.Column, e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // So the library refuses a tag that is no URI, and a document that ends where a value should be.
            throw new YamlFormatException(e.Message, parser.Current?.End.Line ?? 1, parser.Current?.End.Column ?? 1, e);
        }
        return [.. stream.Documents.Select(document => new YamlConversion().Convert(document.RootNode, 0)).OfType<JsonNode>()];
    }

    /// <summary>A text of one document; null when it is empty.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML, or has no equal in JSON.</exception>
    public static JsonNode? ReadOne(string text) => Read(text) is [var first, ..] ? first : null;

    /// <summary>A document in block style, keys in their order.</summary>
    public static string Write(JsonNode? document) => YamlWriter.Write(document);
}

/// <summary>A text is not YAML, or not such as has an equal in JSON. Line and column count from 1.</summary>
public sealed class YamlFormatException(string problem, long line, long column, Exception? inner = null)
    : FormatException($"line {line}, column {column}: {problem}", inner)
{
    public string Problem => problem;
    public long Line => line;
    public long Column => column;
}
