using System.Globalization;
using System.Text.RegularExpressions;

namespace Geofed.Model;

/// <summary>Durations as Go writes them: "250ms", "1.5s", "1m30s".</summary>
public static partial class GoDuration
{
    /// <exception cref="FormatException">The text is not a duration.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a duration. Write numbers and ms, s, m or h, e.g. 250ms or 1m30s.");

    /// <summary>Null when the text is not a duration.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var match = Duration().Match(text);
        if (!match.Success)
            return null;
        var sum = TimeSpan.Zero;
        foreach (var (number, unit) in match.Groups[1].Captures.Zip(match.Groups[2].Captures))
        {
            sum += double.Parse(number.Value, CultureInfo.InvariantCulture) * unit.Value switch
            {
                "ms" => TimeSpan.FromMilliseconds(1),
                "s" => TimeSpan.FromSeconds(1),
                "m" => TimeSpan.FromMinutes(1),
                _ => TimeSpan.FromHours(1),
            };
        }
        return sum;
    }

    /// <summary>Whole seconds: "40s", "1m20s", "5m0s".</summary>
    public static string Format(TimeSpan time) => time < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0}m{time.Seconds}s");

    [GeneratedRegex("^(?:([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h))+$")]
    private static partial Regex Duration();
}
