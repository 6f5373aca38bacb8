using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Bench;

/// <summary>What 1,000 objects cost a server in memory, against their JSON; and what an idle simulated cluster does.</summary>
internal static class ApiMemory
{
    private const int Objects = 20_000;
    private const int Clusters = 100;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var api = await ServedProcess.ApiAsync(ct).ConfigureAwait(false);
        await using (api.ConfigureAwait(false))
        {
            await ConfigMaps.CreateAsync(api, 2000, 64, 1_000_000, ct).ConfigureAwait(false);
            var before = api.Megabytes;
            await ConfigMaps.CreateAsync(api, Objects, 64, 0, ct).ConfigureAwait(false);
            var each = (api.Megabytes - before) * 1000 / Objects;
            var json = (await api.SendAsync(HttpMethod.Get, ConfigMaps.Path + "/c1", null, ct).ConfigureAwait(false)).Length * 1000 / 1024.0 / 1024.0;
            return [new("api: memory of 1,000 objects", each, "MB", "their JSON", json), await IdleAsync(ct).ConfigureAwait(false)];
        }
    }

    private static async Task<Measurement> IdleAsync(CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            using var root = await home.StartAsync(ct).ConfigureAwait(false);
            var before = home.Megabytes;
            for (var i = 0; i < Clusters; i++)
                await root.CreateAsync(new(LocalApi.SimulatedClusters), Cluster(i), new(), ct).ConfigureAwait(false);
            await foreach (var change in root.WatchAsync(new(LocalApi.SimulatedClusters), new(), ct).ConfigureAwait(false))
            {
                var all = await root.ListAsync(new(LocalApi.SimulatedClusters), ListOptions.All, ct).ConfigureAwait(false);
                if (all.Items.All(c => c.Str("status", "phase") == LocalApi.Running))
                    break;
            }
            return new("server: memory of an idle cluster, of 100", (home.Megabytes - before) / Clusters, "MB", "the whole server before", before) { Aim = "under 1.5 MB" };
        }
    }

    private static JsonObject Cluster(int number) => new()
    {
        ["apiVersion"] = LocalApi.ApiVersion,
        ["kind"] = "SimulatedCluster",
        ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"c{number}") },
        ["spec"] = new JsonObject { ["region"] = "us-west1" },
    };
}
