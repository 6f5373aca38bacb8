using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>
/// Values of internal types in messages: these have no JSON names, so Go prints their fields as they are called in Go, unset ones included.
/// </summary>
internal static class GoText
{
    /// <summary>A JSON object with Go's field names, in the order given; <paramref name="fields"/> pairs them with JSON's.</summary>
    public static JsonObject Struct(JsonObject? value, params ReadOnlySpan<(string Go, string Json)> fields)
    {
        var shown = new JsonObject();
        foreach (var (go, json) in fields)
            shown[go] = value?[json]?.DeepClone();
        return shown;
    }

    /// <summary>Go escapes in JSON what means something in HTML.</summary>
    public static string Escaped(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal);

    /// <summary>A document as Go prints a map with %+v: map[a:1 b:[x y]].</summary>
    public static string Print(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject o => $"map[{string.Join(" ", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Print(p.Value)}"))}]",
        JsonArray a => $"[{string.Join(" ", a.Select(Print))}]",
        _ => node.Str() ?? node.ToText(),
    };

    /// <summary>As <see cref="Struct"/>, for structs of strings, where "not set" reads as "".</summary>
    public static JsonObject Strings(JsonObject? value, params ReadOnlySpan<(string Go, string Json)> fields)
    {
        var shown = new JsonObject();
        foreach (var (go, json) in fields)
            shown[go] = value.Str(json) ?? "";
        return shown;
    }
}
