using System.Text.RegularExpressions;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The name of a container image (distribution/reference): only what decides on the pull policy.</summary>
internal static partial class ImageReference
{
    private const string Part = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string Domain = "(?:" + Part + "(?:\\." + Part + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private const string PathPart = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private const string Digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";

    [GeneratedRegex("^(?:" + Domain + "/)?" + PathPart + "(?:/" + PathPart + ")*(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>" + Digest + "))?\\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("^[a-f0-9]{64}\\z")]
    private static partial Regex BareIdentifier();

    /// <summary>"Always" for the tag "latest" (also when implied), else "IfNotPresent"; the latter also for a name that cannot be read.</summary>
    public static string PullPolicy(string image) => Tag(image) == "latest" ? "Always" : "IfNotPresent";

    private static string Tag(string image)
    {
        var match = Form().Match(image);
        if (!match.Success || BareIdentifier().IsMatch(image))
            return "";
        var tag = match.Groups["tag"].Value;
        return tag.Length == 0 && !match.Groups["digest"].Success ? "latest" : tag;
    }
}
