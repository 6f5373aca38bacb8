using System.Management.Automation;

namespace Geofed.Cmdlets.Completion;

/// <summary>Turns names into completions of a word, quoted where PowerShell needs it.</summary>
internal static class CompletionWords
{
    /// <summary>Those that start with the word; then, when there are none, those that contain it.</summary>
    public static IEnumerable<CompletionResult> Matching(IEnumerable<(string Name, string About)> names, string? word)
    {
        var wanted = (word ?? "").Trim('\'', '"');
        var all = names.DistinctBy(n => n.Name).OrderBy(n => n.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var starting = all.Where(n => n.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        var found = starting.Count > 0 ? starting : all.Where(n => n.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Select(n => new CompletionResult(Quote(n.Name), n.Name, CompletionResultType.ParameterValue, n.About.Length > 0 ? n.About : n.Name));
    }

    private static string Quote(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') ? name : "'" + name.Replace("'", "''", StringComparison.Ordinal) + "'";
}
