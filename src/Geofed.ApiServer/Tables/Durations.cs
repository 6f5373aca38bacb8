using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>Durations for people: "3m12s", "5d4h" (apimachinery pkg/util/duration).</summary>
public static class Durations
{
    /// <summary>How long ago a timestamp was; "&lt;unknown&gt;" when there is none.</summary>
    public static string Since(string? time, DateTimeOffset now) =>
        KubeTime.Parse(time) is { } t ? Human(now - t) : "<unknown>";

    /// <summary>At most two units, and fewer the longer it is (HumanDuration).</summary>
    public static string Human(TimeSpan duration)
    {
        var seconds = (long)Math.Truncate(duration.TotalSeconds);
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 120)
            return $"{seconds}s";
        var minutes = seconds / 60;
        if (minutes < 10)
            return Pair(minutes, "m", seconds % 60, "s");
        if (minutes < 180)
            return $"{minutes}m";
        var hours = minutes / 60;
        if (hours < 8)
            return Pair(hours, "h", minutes % 60, "m");
        if (hours < 48)
            return $"{hours}h";
        if (hours < 192)
            return Pair(hours / 24, "d", hours % 24, "h");
        if (hours < 24 * 365 * 2)
            return $"{hours / 24}d";
        return hours < 24 * 365 * 8 ? Pair(hours / 24 / 365, "y", hours / 24 % 365, "d") : $"{hours / 24 / 365}y";
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
