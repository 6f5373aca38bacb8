using System.Globalization;
using System.Text.RegularExpressions;

namespace Geofed.Model;

/// <summary>Durations as Go writes them: "250ms", "1.5s", "1h30m".</summary>
public static partial class GoDuration
{
    /// <summary>Null for a text that is none, or is negative.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (!Whole().IsMatch(text))
            return null;
        var total = TimeSpan.Zero;
        foreach (Match part in Part().Matches(text))
        {
            var number = double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
            total += part.Groups[2].Value switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" => TimeSpan.FromMinutes(number),
                _ => TimeSpan.FromHours(number),
            };
        }
        return total;
    }

    [GeneratedRegex("^([0-9]{1,9}(?:\\.[0-9]{1,9})?(ms|s|m|h)){1,4}$")]
    private static partial Regex Whole();

    [GeneratedRegex("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)")]
    private static partial Regex Part();
}
