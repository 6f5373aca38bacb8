using System.Diagnostics;
using System.Text;

namespace Geofed.Bench;

/// <summary>Lists of 10,000 objects, also as a Table, and gets of one; against Kestrel that serves the same bytes from memory.</summary>
internal static class ApiReads
{
    private const int Objects = 10_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var (api, plain) = (await ServedProcess.ApiAsync(ct).ConfigureAwait(false), await ServedProcess.PlainAsync(ct).ConfigureAwait(false));
        await using (api.ConfigureAwait(false))
        await using (plain.ConfigureAwait(false))
        {
            await ConfigMaps.CreateAsync(api, Objects, 64, 0, ct).ConfigureAwait(false);
            var list = await ListAsync(api, ConfigMaps.Path, ct).ConfigureAwait(false);
            await KeepAsync(ConfigMaps.Path).ConfigureAwait(false);
            var same = await ListAsync(plain, "/", ct).ConfigureAwait(false);
            var table = await ListAsync(api, ConfigMaps.Path, ct, "application/json;as=Table;v=v1;g=meta.k8s.io").ConfigureAwait(false);
            var gets = await GetsAsync(api, ConfigMaps.Path + "/c1", ct).ConfigureAwait(false);
            await KeepAsync(ConfigMaps.Path + "/c1").ConfigureAwait(false);
            return
            [
                new("api: list of 10,000 objects", list, "ms", "Kestrel, the same bytes", same),
                new("api: Table of 10,000 objects", table, "ms", "the same list", list),
                new("api: gets, 32 at once", gets, "/s", "Kestrel, the same bytes", await GetsAsync(plain, "/", ct).ConfigureAwait(false)),
            ];

            async Task KeepAsync(string path) =>
                await plain.SendAsync(HttpMethod.Put, "/", Encoding.UTF8.GetString(await api.SendAsync(HttpMethod.Get, path, null, ct).ConfigureAwait(false)), ct).ConfigureAwait(false);
        }
    }

    private static async Task<double> ListAsync(ServedProcess server, string path, CancellationToken ct, string? accept = null)
    {
        var times = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await server.SendAsync(HttpMethod.Get, path, null, ct, accept: accept).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Measurement.Median(times.Skip(5));
    }

    private static async Task<double> GetsAsync(ServedProcess server, string path, CancellationToken ct)
    {
        Task<double> RateAsync(int times) => ServedProcess.RateAsync(times, 32, _ => server.SendAsync(HttpMethod.Get, path, null, ct));
        await RateAsync(3000).ConfigureAwait(false);
        return await RateAsync(6000).ConfigureAwait(false);
    }
}
