using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Placement.Overriding;

/// <summary>Changes a JSON or YAML document that stands as text in a field, such as a file in a ConfigMap (pkg/util/overridemanager/fieldoverrider.go).</summary>
internal static class FieldOverrider
{
    public static void Apply(JsonObject o, JsonObject overrider)
    {
        var path = overrider.Str("fieldPath") ?? "";
        var text = FieldPath.Text(o, path);
        if (overrider.Arr("yaml") is { Count: > 0 })
            JsonPointer.Replace(o, path, YamlText.Write(Sorted(JsonPatch.Apply(YamlText.ReadOne(text), Operations(overrider, "yaml")))));
        else if (overrider.Arr("json") is { Count: > 0 })
            JsonPointer.Replace(o, path, JsonPatch.Apply(Parse(text, path), Operations(overrider, "json"))?.ToText() ?? "null");
    }

    private static IEnumerable<JsonNode> Operations(JsonObject overrider, string list) => overrider.Objects(list).Select(operation => PlainText.Operation(operation, "subPath"));

    private static JsonNode? Parse(string text, string path)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new OverrideException($"the text at {path} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>Go writes the keys of a map in order.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject([.. o.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, Sorted(f.Value)))]),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node.Copy(),
    };
}
