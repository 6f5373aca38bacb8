namespace Geofed.Model;

/// <summary>When a CronJob runs: five fields, or a word such as @daily (robfig/cron v3 ParseStandard).</summary>
public sealed class CronSchedule
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <summary>How far ahead a time is looked for: 30 February never comes.</summary>
    private const int Years = 5;

    private readonly CronField[] _fields;
    private readonly TimeSpan _every;

    private CronSchedule(CronField[] fields, TimeSpan every) => (_fields, _every) = (fields, every);

    /// <summary>Reads a schedule; null for a bad one, with the parser's words for why.</summary>
    public static CronSchedule? Parse(string text, out string? wrong)
    {
        wrong = null;
        if (text.StartsWith("@every ", StringComparison.Ordinal))
            return GoDuration.TryParse(text[7..]) is { } every ? new([], TimeSpan.FromSeconds(Math.Max(1, Math.Floor(every.TotalSeconds))))
                : Bad(out wrong, $"failed to parse duration {text}: time: invalid duration {CronField.Quote(text[7..])}");
        if (text.StartsWith('@'))
            return Words.TryGetValue(text, out var meaning) ? Parse(meaning, out wrong) : Bad(out wrong, $"unrecognized descriptor: {text}");
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
            return Bad(out wrong, $"expected exactly 5 fields, found {parts.Length}: [{string.Join(' ', parts)}]");
        var fields = new CronField[5];
        for (var i = 0; i < fields.Length; i++)
        {
            if (CronField.Parse(parts[i], i, out wrong) is not { } field)
                return null;
            fields[i] = field;
        }
        return new(fields, TimeSpan.Zero);
    }

    /// <summary>The first time after this one; null when there is none in the next years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        if (_fields.Length == 0)
            return new DateTimeOffset(after.UtcTicks - after.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero) + _every;
        var start = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var time = new DateTime(start.Year, start.Month, start.Day, start.Hour, start.Minute, 0).AddMinutes(1);
        while (time.Year <= start.Year + Years)
        {
            if (!_fields[3].Has(time.Month))
                time = new DateTime(time.Year, time.Month, 1).AddMonths(1);
            else if (!IsDay(time))
                time = time.Date.AddDays(1);
            else if (!_fields[1].Has(time.Hour))
                time = time.Date.AddHours(time.Hour + 1);
            // An hour that the clock leaps over does not come.
            else if (!_fields[0].Has(time.Minute) || zone.IsInvalidTime(time) || At(time) <= after)
                time = time.AddMinutes(1);
            else
                return At(time).ToUniversalTime();
        }
        return null;

        DateTimeOffset At(DateTime local) => new(local, zone.GetUtcOffset(local));
    }

    // With a day of the month and a day of the week either will do.
    private bool IsDay(DateTime time)
    {
        var (ofMonth, ofWeek) = (_fields[2].Has(time.Day), _fields[4].Has((int)time.DayOfWeek));
        return _fields[2].Any || _fields[4].Any ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static CronSchedule? Bad(out string? wrong, string why)
    {
        wrong = why;
        return null;
    }
}
