using System.Globalization;
using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>One field of a schedule: the numbers that it has. <paramref name="Any"/> when it leaves the number open.</summary>
internal readonly record struct CronField(ulong Numbers, bool Any)
{
    private static readonly (int Min, int Max, string[] Names)[] Kinds =
    [
        (0, 59, []), (0, 23, []), (1, 31, []),
        (1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        (0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    public bool Has(int number) => (Numbers >> number & 1) != 0;

    /// <param name="kind">Which of the five fields it is.</param>
    public static CronField? Parse(string text, int kind, out string? wrong)
    {
        var field = new CronField(0, false);
        wrong = null;
        foreach (var part in text.Split(','))
        {
            if (Range(part, Kinds[kind], out wrong) is not { } range)
                return null;
            field = new(field.Numbers | range.Numbers, field.Any || range.Any);
        }
        return field;
    }

    public static string Quote(string text) => JsonValue.Create(text).ToText();

    private static CronField? Range(string part, (int Min, int Max, string[] Names) kind, out string? wrong)
    {
        var steps = part.Split('/');
        var ends = steps[0].Split('-');
        var any = ends[0] is "*" or "?";
        var (from, to, step) = (kind.Min, kind.Max, 1);
        wrong = steps.Length > 2 ? $"too many slashes: {part}" : !any && ends.Length > 2 ? $"too many hyphens: {part}" : null;
        if (wrong is null && !any)
        {
            wrong = Number(ends[0], kind.Min, kind.Names, out from);
            to = steps.Length == 2 ? kind.Max : from;
            if (wrong is null && ends.Length == 2)
                wrong = Number(ends[1], kind.Min, kind.Names, out to);
        }
        if (wrong is null && steps.Length == 2)
            wrong = Number(steps[1], 0, [], out step) ?? (step == 0 ? $"step of range should be a positive number: {part}" : null);
        wrong ??= from < kind.Min ? $"beginning of range ({from}) below minimum ({kind.Min}): {part}"
            : to > kind.Max ? $"end of range ({to}) above maximum ({kind.Max}): {part}"
            : from > to ? $"beginning of range ({from}) beyond end of range ({to}): {part}" : null;
        if (wrong is not null)
            return null;
        var numbers = 0ul;
        for (var number = from; number <= to; number += step)
            numbers |= 1ul << number;
        return new(numbers, any && step == 1);
    }

    private static string? Number(string text, int min, string[] names, out int number)
    {
        var index = Array.IndexOf(names, text.ToLowerInvariant());
        number = index + min;
        return index >= 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? null
            : $"failed to parse int from {text}: strconv.Atoi: parsing {Quote(text)}: invalid syntax";
    }
}
