using System.Text.RegularExpressions;

namespace Geofed.Clusters.Pulumi;

/// <summary>An API of Google Cloud that a project has not enabled.</summary>
/// <param name="Service">Such as container.googleapis.com; null when the message names only the title.</param>
/// <param name="Title">Such as Kubernetes Engine API.</param>
/// <param name="Project">The project's id or number.</param>
public sealed partial record DisabledApi(string? Service, string Title, string? Project)
{
    /// <summary>Every disabled API that a text of Google's APIs tells of.</summary>
    public static IReadOnlyList<DisabledApi> Parse(string text) =>
        [.. Told().Matches(text).Select(m => new DisabledApi(Value(m, "service"), m.Groups["title"].Value.Trim(), Value(m, "project") ?? Value(m, "inproject"))).Distinct()];

    public override string ToString() => Service is null ? Title : $"{Title} ({Service})";

    private static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Length: > 0 } found ? found.Value : null;

    // "Kubernetes Engine API has not been used in project 123 before or it is disabled. Enable it by visiting https://…/apis/api/container.googleapis.com/overview?project=123 then retry."
    // "Kubernetes Engine API is not enabled for this project. Please ensure … visit https://…/apis/api/container.googleapis.com/overview?project=p to do so."
    [GeneratedRegex("""
        (?<title>[A-Z][\w ()-]*?\bAPI)\s+(?:has\s+not\s+been\s+used\s+in\s+project\s+(?<inproject>[\w:.-]+)\s+before\s+or\s+it\s+is\s+disabled|is\s+not\s+enabled\s+for\s+this\s+project)(?:.{0,200}?/apis/api/(?<service>[\w.-]+)(?:/overview)?(?:\?project=(?<project>[\w:.-]*\w))?)?
        """, RegexOptions.Singleline)]
    private static partial Regex Told();
}
