using System.Diagnostics;

namespace Geofed.Bench;

/// <summary>From nothing to the first answer of a new home's server, and its memory with three clusters; against a server that does nothing.</summary>
internal static class ServerStart
{
    private const int Times = 5;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var (geofed, empty) = (new List<double>(), new List<double>());
        var emptyMemory = 0.0;
        for (var i = 0; i < Times; i++)
        {
            geofed.Add(await ColdStartAsync(ct).ConfigureAwait(false));
            (var started, emptyMemory) = await EmptyAsync(ct).ConfigureAwait(false);
            empty.Add(started);
        }
        var memory = await WithClustersAsync(ct).ConfigureAwait(false);
        return
        [
            new("server: cold start of a new home", Measurement.Median(geofed), "ms", "an empty HTTPS server", Measurement.Median(empty)) { Aim = "under 1000 ms" },
            new("server: resident with 3 clusters in a federation, 12 replicas", memory, "MB", "an empty HTTPS server", emptyMemory) { Aim = "under 150 MB" },
        ];
    }

    private static async Task<double> ColdStartAsync(CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            var started = Stopwatch.GetTimestamp();
            using var root = await home.StartAsync(ct).ConfigureAwait(false);
            await root.GetRawAsync("/readyz", ct).ConfigureAwait(false);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    private static async Task<(double Milliseconds, double Megabytes)> EmptyAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(Built.Program(Built.Self, EmptyServer.Argument))!;
        try
        {
            var url = await process.StandardOutput.ReadLineAsync(ct).ConfigureAwait(false);
            using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
            using var http = new HttpClient(handler);
            await http.GetStringAsync(new Uri(url!), ct).ConfigureAwait(false);
            return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, Resident(process));
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<double> WithClustersAsync(CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            await Built.RunScriptAsync(home.Folder, FirstLight.Script, ct).ConfigureAwait(false);
            return home.Megabytes;
        }
    }

    private static double Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }
}
