using System.Text.RegularExpressions;

namespace Geofed.PulumiDouble;

/// <summary>Which resources an operation is about: --target, --exclude and --replace, by URN with wildcards (contract 1.3).</summary>
internal sealed class Choice(Arguments arguments)
{
    public bool Includes(string urn) => (arguments.Values("target") is [] || Matches("target", urn)) && !Matches("exclude", urn);

    public bool Replaces(string urn) => Matches("replace", urn);

    private bool Matches(string flag, string urn) => arguments.Values(flag).Any(pattern => Regex.IsMatch(urn, "^" + Regex.Escape(pattern).Replace("\\*\\*", ".*", StringComparison.Ordinal)
        .Replace("\\*", "[^:]*", StringComparison.Ordinal) + "$"));
}
