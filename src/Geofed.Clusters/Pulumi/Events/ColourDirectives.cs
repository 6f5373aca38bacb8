using System.Text.RegularExpressions;

namespace Geofed.Clusters.Pulumi;

/// <summary>Colours in the engine's messages, as <c>&lt;{%fg 1%}&gt;</c>. They are there when something overrules --color never.</summary>
internal static partial class ColourDirectives
{
    public static string Remove(string message) => message.Contains("<{%", StringComparison.Ordinal) ? Directive().Replace(message, "") : message;

    [GeneratedRegex(@"<\{%.*?%\}>", RegexOptions.Singleline)]
    private static partial Regex Directive();
}
