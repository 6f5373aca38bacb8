using System.Management.Automation.Host;

namespace Geofed.Shell;

/// <summary>The words of a question with choices: "[Y] Yes  [A] Yes to All  [N] No  [?] Help (default is "Y"): ". Pure.</summary>
internal static class ChoiceText
{
    public static string Describe(IReadOnlyList<ChoiceDescription> choices, int defaultChoice)
    {
        var options = string.Join("  ", choices.Select(c => $"[{Key(c)}] {Label(c)}"));
        var byDefault = defaultChoice >= 0 ? $" (default is \"{Key(choices[defaultChoice])}\")" : "";
        return $"{options}  [?] Help{byDefault}: ";
    }

    public static string Explain(IEnumerable<ChoiceDescription> choices) =>
        string.Join('\n', choices.Select(c => $"{Key(c)} - {c.HelpMessage}"));

    /// <summary>The index of the choice that an answer names by its key or label; null when it names none.</summary>
    public static int? Find(IReadOnlyList<ChoiceDescription> choices, int defaultChoice, string answer)
    {
        if (answer.Length == 0)
            return defaultChoice >= 0 ? defaultChoice : null;
        for (var i = 0; i < choices.Count; i++)
        {
            if (answer.Equals(Key(choices[i]), StringComparison.OrdinalIgnoreCase) || answer.Equals(Label(choices[i]), StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return null;
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    /// <summary>The letter after the ampersand, or the whole label.</summary>
    private static string Key(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant() : choice.Label;
    }
}
