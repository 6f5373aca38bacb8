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
            return YamlText.ReadOne(text) ?? new JsonObject();
        }
        catch (YamlFormatException e)
        {
            throw Failures.BadRequest($"error decoding YAML: error converting YAML to JSON: yaml: line {e.Line}: {e.Problem}");
        }
    }
}
