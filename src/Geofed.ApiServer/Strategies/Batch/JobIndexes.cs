using System.Globalization;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>Indexes of a Job as text, "1,3-5" (validateIndexesFormat).</summary>
internal static class JobIndexes
{
    /// <summary>How many there are; 0, and what is wrong, when the text cannot be read.</summary>
    public static long Count(string text, long completions, out string? wrong)
    {
        wrong = null;
        long total = 0;
        long? last = null;
        foreach (var interval in text.Length == 0 ? [] : text.Split(','))
        {
            if (Interval(interval, completions, out wrong) is not var (from, to))
                return 0;
            if (last >= from)
            {
                wrong = $"non-increasing order, previous: {last}, current: {from}";
                return 0;
            }
            total += to - from + 1;
            last = to;
        }
        return total;
    }

    private static (long From, long To)? Interval(string interval, long completions, out string? wrong)
    {
        var parts = interval.Split('-');
        wrong = parts.Length > 2 ? $"the fragment {FieldErrors.Quote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'" : null;
        if (wrong is not null || Index(parts[0], completions, out wrong) is not { } from)
            return null;
        if (parts.Length == 1)
            return (from, from);
        if (Index(parts[1], completions, out wrong) is not { } to)
            return null;
        wrong = from >= to ? $"non-increasing order, previous: {from}, current: {to}" : null;
        return wrong is null ? (from, to) : null;
    }

    private static long? Index(string text, long completions, out string? wrong)
    {
        wrong = !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? $"cannot convert string to integer for index: {FieldErrors.Quote(text)}"
            : index >= completions ? $"too large index: {FieldErrors.Quote(text)}" : null;
        return wrong is null ? index : null;
    }
}
