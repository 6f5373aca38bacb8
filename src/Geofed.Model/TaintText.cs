using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>Taints in kubectl's words: <c>key[=value]:Effect</c>.</summary>
public static class TaintText
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    /// <exception cref="FormatException">The text is not a taint.</exception>
    public static JsonObject Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var effect = colon < 0 ? "" : text[(colon + 1)..];
        if (colon <= 0 || !Effects.Contains(effect))
            throw new FormatException($"'{text}' is not a taint. Write key=value:Effect, with one of the effects {string.Join(", ", Effects)}.");
        var (key, value) = text[..colon].Split('=', 2) is [var k, var v] ? (k, v) : (text[..colon], "");
        var taint = new JsonObject { ["key"] = key, ["effect"] = effect };
        if (value.Length > 0)
            taint["value"] = value;
        return taint;
    }

    public static string Write(JsonObject taint) =>
        taint.Str("key") + (taint.Str("value") is { Length: > 0 } value ? "=" + value : "") + ":" + taint.Str("effect");
}
