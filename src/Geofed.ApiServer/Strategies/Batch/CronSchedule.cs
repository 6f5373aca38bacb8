using System.Globalization;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>The form of a schedule: five fields, or a word such as @daily (robfig/cron v3 ParseStandard).</summary>
internal static class CronSchedule
{
    private static readonly string[] Words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Null for a good schedule, else the parser's words.</summary>
    public static string? WhyNot(string schedule)
    {
        if (schedule.StartsWith('@'))
            return Words.Contains(schedule) || schedule.StartsWith("@every ", StringComparison.Ordinal) ? null : $"unrecognized descriptor: {schedule}";
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            return $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        return Field(fields[0], 0, 59, []) ?? Field(fields[1], 0, 23, []) ?? Field(fields[2], 1, 31, []) ?? Field(fields[3], 1, 12, Months) ?? Field(fields[4], 0, 6, Days);
    }

    private static string? Field(string field, int min, int max, string[] names) =>
        field.Split(',').Select(part => Range(part, min, max, names)).FirstOrDefault(wrong => wrong is not null);

    private static string? Range(string part, int min, int max, string[] names)
    {
        var steps = part.Split('/');
        if (steps.Length > 2)
            return $"too many slashes: {part}";
        var ends = steps[0].Split('-');
        var (from, to) = (min, max);
        if (ends[0] is not ("*" or "?"))
        {
            if (ends.Length > 2)
                return $"too many hyphens: {part}";
            if (!Number(ends[0], min, names, out from))
                return $"failed to parse int from {ends[0]}: strconv.Atoi: parsing {FieldErrors.Quote(ends[0])}: invalid syntax";
            to = steps.Length == 2 ? max : from;
            if (ends.Length == 2 && !Number(ends[1], min, names, out to))
                return $"failed to parse int from {ends[1]}: strconv.Atoi: parsing {FieldErrors.Quote(ends[1])}: invalid syntax";
        }
        if (steps.Length == 2)
        {
            if (!Number(steps[1], 0, [], out var step))
                return $"failed to parse int from {steps[1]}: strconv.Atoi: parsing {FieldErrors.Quote(steps[1])}: invalid syntax";
            if (step == 0)
                return $"step of range should be a positive number: {part}";
        }
        if (from < min)
            return $"beginning of range ({from}) below minimum ({min}): {part}";
        if (to > max)
            return $"end of range ({to}) above maximum ({max}): {part}";
        return from > to ? $"beginning of range ({from}) beyond end of range ({to}): {part}" : null;
    }

    private static bool Number(string text, int min, string[] names, out int number)
    {
        var index = Array.IndexOf(names, text.ToLowerInvariant());
        number = index + min;
        return index >= 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
