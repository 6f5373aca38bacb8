using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model.Yaml;

namespace Geofed.ApiServer.Hosting;

/// <summary>YAML bodies of requests and answers.</summary>
internal static class YamlBody
{
    public static JsonNode Parse(string text)
    {
        try
        {
            // JSON is YAML, and much faster to read as what it is.
            return text.AsSpan().TrimStart() is ['{', ..] && TryJson(text) is { } json ? json : YamlText.ReadOne(text) ?? new JsonObject();
        }
        catch (YamlFormatException e)
        {
            throw Failures.BadRequest($"error decoding YAML: error converting YAML to JSON: yaml: {Place(e)}{Problem(e)}");
        }
    }

    private static JsonNode? TryJson(string text)
    {
        try
        {
            return GoJson.Parse(System.Text.Encoding.UTF8.GetBytes(text)).Node;
        }
        catch (GoJsonException)
        {
            return null;
        }
    }

    /// <summary>go-yaml counts a parser's lines from 0, and does not tell of the first.</summary>
    private static string Place(YamlFormatException e) => e.Line > 1 ? $"line {e.Line - 1}: " : "";

    /// <summary>Without what was being parsed: go-yaml does not tell that.</summary>
    private static string Problem(YamlFormatException e)
    {
        var problem = e.Problem.StartsWith("While ", StringComparison.Ordinal) && e.Problem.IndexOf(", ", StringComparison.Ordinal) is > 0 and var at ? e.Problem[(at + 2)..] : e.Problem;
        return problem.TrimEnd('.');
    }
}
