using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Rest;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Geofed.ApiServer.Hosting;

/// <summary>YAML in and out, by the rules of sigs.k8s.io/yaml. JSON is YAML as well.</summary>
internal static partial class YamlText
{
    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();

    public static JsonNode Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count > 0 && Convert(stream.Documents[0].RootNode, 0) is { } node ? node : new JsonObject();
        }
        catch (YamlException e)
        {
            throw Failures.BadRequest($"error decoding YAML: error converting YAML to JSON: yaml: line {e.Start.Line}: {e.Message}");
        }
    }

    /// <summary>JSON is a flow-style YAML document; block style is for people, and kubectl makes that itself.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(new(Geofed.Model.JsonDocuments.Compact) { WriteIndented = true }) + "\n";

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > 200)
            throw Failures.BadRequest("error decoding YAML: the document is nested too deep");
        switch (node)
        {
            case YamlMappingNode map:
                var o = new JsonObject();
                foreach (var (key, value) in map.Children)
                    o[((YamlScalarNode)key).Value ?? ""] = Convert(value, depth + 1);
                return o;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(c => Convert(c, depth + 1))]);
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonNode? Scalar(YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (node.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return text;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) => l,
            _ when Number().IsMatch(text) => double.Parse(text, CultureInfo.InvariantCulture),
            _ => text,
        };
    }
}
