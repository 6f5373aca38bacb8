using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Gke;

/// <summary>When GKE may upgrade a cluster.</summary>
/// <param name="Start">Time of day, UTC.</param>
/// <param name="Duration">At least 4 hours; GKE also wants 48 hours in any 32 days.</param>
public sealed record GkeMaintenanceWindow(TimeOnly Start, TimeSpan Duration)
{
    /// <summary>A Monday, from which the window recurs; that it is past does not matter.</summary>
    private static readonly DateOnly Epoch = new(2026, 1, 5);

    /// <summary>Default: every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>RFC 5545, e.g. "FREQ=WEEKLY;BYDAY=SA,SU".</summary>
    public string Recurrence => Days.Count == 0 ? "FREQ=DAILY" : "FREQ=WEEKLY;BYDAY=" + string.Join(',', InOrder.Select(day => day.ToString()[..2].ToUpperInvariant()));

    /// <summary>RFC 3339, the beginning of the first window.</summary>
    internal string FirstStart => Format(First);

    internal string FirstEnd => Format(First + Duration);

    private DateTime First => Epoch.AddDays(Days.Count == 0 ? 0 : FromMonday(InOrder.First())).ToDateTime(Start);

    private IEnumerable<DayOfWeek> InOrder => Days.Distinct().OrderBy(FromMonday);

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;

    private static string Format(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal IEnumerable<string> Problems()
    {
        if (Duration < TimeSpan.FromHours(4) || Duration > TimeSpan.FromHours(24))
            yield return $"{Duration.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h is not a window: GKE takes 4 to 24 hours.";
        // Four whole weeks lie in any 32 days.
        else if (Duration * (Days.Count == 0 ? 28 : 4 * Days.Distinct().Count()) < TimeSpan.FromHours(48))
            yield return $"GKE wants 48 hours in any 32 days. Take more days, or longer than {Duration.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h.";
    }

    public JsonObject ToJson() => new()
    {
        ["start"] = Start.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["minutes"] = (int)Duration.TotalMinutes,
        ["days"] = new JsonArray([.. InOrder.Select(day => JsonValue.Create(day.ToString()))]),
    };

    /// <exception cref="FormatException">Its start is no time of day.</exception>
    public static GkeMaintenanceWindow From(JsonObject window) =>
        new(TimeOnly.ParseExact(window.Str("start") ?? "", "HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromMinutes(window.Int("minutes") ?? 0))
        {
            Days = [.. window.Strings("days").Select(day => Enum.Parse<DayOfWeek>(day, ignoreCase: true))],
        };

    public override string ToString() => $"{Start.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC for {Duration.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h, {Recurrence}";
}
