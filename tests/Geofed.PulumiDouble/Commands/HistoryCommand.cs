using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>pulumi stack history.</summary>
internal static class HistoryCommand
{
    public static Task<int> RunAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        var entries = new UpdateHistory(backend, Selected.Stack(call, backend)).Read().AsEnumerable();
        if (int.TryParse(call.Arguments.Value("page-size"), CultureInfo.InvariantCulture, out var size) && size > 0)
            entries = entries.Skip(size * (Math.Max(1, int.TryParse(call.Arguments.Value("page"), CultureInfo.InvariantCulture, out var page) ? page : 1) - 1)).Take(size);
        foreach (var entry in entries = [.. entries])
        {
            entry["startTime"] = Time(entry.Int("startTime"));
            entry["endTime"] = Time(entry.Int("endTime"));
        }
        call.Line(call.Json ? Formats.Wide(new JsonArray([.. entries])) : string.Join('\n', entries.Select(e => $"Version: {e["version"]} {e["kind"]} {e["result"]}")));
        return Task.FromResult(0);
    }

    public static string Time(long? seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds ?? 0).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
