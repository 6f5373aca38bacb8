using System.Diagnostics;

namespace Geofed.Bench;

/// <summary>From one change to the last of 1,000 watchers that has it; against writing the same bytes to 1,000 connections.</summary>
internal static class ApiWatchers
{
    private const int Watchers = 1000;
    private const int Times = 15;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var (api, plain) = (await ServedProcess.ApiAsync(ct).ConfigureAwait(false), await ServedProcess.PlainAsync(ct).ConfigureAwait(false));
        await using (api.ConfigureAwait(false))
        await using (plain.ConfigureAwait(false))
        {
            var line = "";
            var ours = await FanOutAsync(api, ConfigMaps.Path + "?watch=1", i => api.SendAsync(HttpMethod.Post, ConfigMaps.Path, ConfigMaps.Json(i), ct), seen => line = seen, ct).ConfigureAwait(false);
            var same = await FanOutAsync(plain, "/hold", _ => plain.SendAsync(HttpMethod.Post, "/fire", line + "\n", ct), _ => { }, ct).ConfigureAwait(false);
            return [new("api: one change to 1,000 watchers", ours, "ms", "Kestrel, the same bytes", same)];
        }
    }

    private static async Task<double> FanOutAsync(ServedProcess server, string path, Func<int, Task> change, Action<string> seen, CancellationToken ct)
    {
        var readers = new StreamReader[Watchers];
        await ServedProcess.RateAsync(Watchers, 32, async i => readers[i] = new(await server.Client.GetStreamAsync(new Uri(path, UriKind.Relative), ct).ConfigureAwait(false))).ConfigureAwait(false);
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var lines = readers.Select(reader => reader.ReadLineAsync(ct).AsTask()).ToList();
            var started = Stopwatch.GetTimestamp();
            await change(i).ConfigureAwait(false);
            var read = await Task.WhenAll(lines).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            seen(read[0]!);
        }
        foreach (var reader in readers)
            reader.Dispose();
        return Measurement.Median(times.Skip(5));
    }
}
