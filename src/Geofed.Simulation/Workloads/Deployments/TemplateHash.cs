using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A short name for a pod template: a 32-bit FNV-1a hash in letters that make no words (pkg/controller ComputeHash, SafeEncodeString).</summary>
internal static class TemplateHash
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <param name="collisions">How often the name was another template's already; each gives a new one.</param>
    public static string Of(JsonNode? template, long? collisions)
    {
        var text = new StringBuilder();
        Write(template, text);
        if (collisions is { } count)
            text.Append(CultureInfo.InvariantCulture, $"#{count}");
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(text.ToString()))
            hash = (hash ^ octet) * 16777619u;
        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(c => Alphabet[c % Alphabet.Length]));
    }

    /// <summary>The order of keys, which a patch may change, does not count.</summary>
    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject o:
                text.Append('{');
                foreach (var (key, value) in o.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    text.Append(key).Append(':');
                    Write(value, text);
                    text.Append(',');
                }
                text.Append('}');
                break;
            case JsonArray a:
                text.Append('[');
                foreach (var item in a)
                {
                    Write(item, text);
                    text.Append(',');
                }
                text.Append(']');
                break;
            default:
                text.Append(node?.ToText() ?? "null");
                break;
        }
    }
}
