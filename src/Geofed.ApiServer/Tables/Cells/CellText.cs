using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables.Cells;

/// <summary>Texts that cells of several kinds share (pkg/printers/internalversion/printers.go).</summary>
internal static class CellText
{
    public const string None = "<none>";
    public const string Unset = "<unset>";
    public const string Unknown = "<unknown>";

    private static readonly (string Mode, string Short)[] ShortModes =
        [("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP")];

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>Labels as a selector is written: "a=b,c=d".</summary>
    public static string Labels(JsonNode? map, string none = None)
    {
        var text = string.Join(",", map.StringMap().Select(p => $"{p.Key}={p.Value}"));
        return text.Length == 0 ? none : text;
    }

    /// <summary>A metav1.LabelSelector as one line (apimachinery FormatLabelSelector).</summary>
    public static string Selector(JsonNode? selector)
    {
        if (selector is null)
            return None;
        var parts = selector.StringMap("matchLabels").Select(p => (p.Key, Text: $"{p.Key}={p.Value}"))
            .Concat(selector.Objects("matchExpressions").Select(r => (Key: r.Str("key") ?? "", Text: Requirement(r))))
            .OrderBy(p => p.Key, StringComparer.Ordinal);
        var text = string.Join(",", parts.Select(p => p.Text));
        return text.Length == 0 ? None : text;
    }

    public static string ContainerNames(JsonNode? template) => string.Join(",", template.Objects("spec", "containers").Select(c => c.Str("name")));

    public static string ContainerImages(JsonNode? template) => string.Join(",", template.Objects("spec", "containers").Select(c => c.Str("image")));

    /// <summary>The first few, and how many more there are.</summary>
    public static string Few(IReadOnlyList<string> items, int max, string none)
    {
        if (items.Count == 0)
            return none;
        var text = string.Join(",", items.Take(max));
        return items.Count > max ? $"{text} + {items.Count - max} more..." : text;
    }

    public static string AccessModes(JsonNode? modes) =>
        string.Join(",", ShortModes.Where(m => modes.Strings().Contains(m.Mode)).Select(m => m.Short));

    public static string True(bool? value) => value switch { true => "True", false => "False", null => Unset };

    private static string Requirement(JsonObject requirement)
    {
        var (key, values) = (requirement.Str("key"), string.Join(",", requirement.Strings("values").Order(StringComparer.Ordinal)));
        return requirement.Str("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => key ?? "",
            _ => $"!{key}",
        };
    }
}
