using System.Diagnostics;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Bench;

/// <summary>A server with three clusters and a federation is killed, and another process stands by: until that answers in its place; against a start of the same home.</summary>
internal static class Takeover
{
    private const int Times = 5;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            using var root = await home.StartAsync(ct).ConfigureAwait(false);
            await Built.RunScriptAsync(home.Folder, FirstLight.Script, ct).ConfigureAwait(false);
            var (takeovers, starts) = (new List<double>(), new List<double>());
            for (var i = 0; i < Times; i++)
            {
                await KillAsync(home).ConfigureAwait(false);
                var started = Stopwatch.GetTimestamp();
                await home.Server.StartAsync(null, ct).ConfigureAwait(false);
                await AnswersAsync(root, ct).ConfigureAwait(false);
                starts.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

                await home.Server.StandByAsync(ct).ConfigureAwait(false);
                started = Stopwatch.GetTimestamp();
                await KillAsync(home).ConfigureAwait(false);
                await AnswersAsync(root, ct).ConfigureAwait(false);
                takeovers.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                await home.Server.StartAsync(null, ct).ConfigureAwait(false);
            }
            return [new("takeover: kill -9 until the process that stood by answers", Measurement.Median(takeovers), "ms", "a start of the same home", Measurement.Median(starts)) { Aim = "under 2000 ms" }];
        }
    }

    private static async Task KillAsync(TemporaryHome home)
    {
        using var process = Process.GetProcessById(home.Server.GetState()!.ProcessId);
        process.Kill();
        await process.WaitForExitAsync().ConfigureAwait(false);
    }

    private static async Task AnswersAsync(HttpKubeApi root, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await root.GetRawAsync("/readyz", ct).ConfigureAwait(false);
                return;
            }
            catch (ClusterUnreachableException)
            {
                await Task.Delay(Look, TimeProvider.System, ct).ConfigureAwait(false);
            }
        }
    }
}
