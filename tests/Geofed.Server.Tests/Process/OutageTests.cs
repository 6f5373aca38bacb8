using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Server.Tests;

/// <summary>Simulated outages, as a client of the cluster meets them.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly ResourceCollection Namespaces = new(new("", "v1", "namespaces"));
    private readonly HomeProcess _home = new();

    [Fact]
    public async Task A_cluster_that_refuses_cuts_its_callers_off_and_answers_again_afterwards()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        var cluster = _home.Cluster("us");
        var watch = WatchToEndAsync(cluster);
        await SetOutageAsync("Refuse");

        await watch.WaitAsync(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => cluster.ListAsync(Namespaces, ListOptions.All, default));
        await SetOutageAsync(null);
        Assert.NotEmpty((await cluster.ListAsync(Namespaces, ListOptions.All, default)).Items);
    }

    [Fact]
    public async Task A_cluster_that_hangs_does_not_answer_until_it_is_back()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        var cluster = _home.Cluster("us");
        await SetOutageAsync("Hang");
        var asked = cluster.ListAsync(Namespaces, ListOptions.All, default);
        // Others are served meanwhile.
        Assert.Equal("ok", await _home.Root().GetRawAsync("/readyz", default));
        Assert.False(asked.IsCompleted);

        await SetOutageAsync(null);
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => asked);
        Assert.NotEmpty((await cluster.ListAsync(Namespaces, ListOptions.All, default)).Items);
    }

    [Fact]
    public async Task An_outage_goes_on_over_a_restart()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        await SetOutageAsync("Refuse");
        await _home.KillAsync();
        await _home.StartAsync();
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => _home.Cluster("us").ListAsync(Namespaces, ListOptions.All, default));
    }

    /// <summary>Returns when the server has acted on it: the controller of the root API handles one change after the other.</summary>
    private async Task SetOutageAsync(string? outage)
    {
        var root = _home.Root();
        var path = new ResourcePath(LocalApi.SimulatedClusters, null, "us");
        await root.PatchAsync(path, PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["outage"] = outage } }, new(), default);
        await root.UntilAsync(path, o => o.Str("status", "outage") == outage);
    }

    private static async Task WatchToEndAsync(HttpKubeApi cluster)
    {
        try
        {
            await foreach (var _ in cluster.WatchAsync(Namespaces, new ListOptions { ResourceVersion = "0" }, default))
                continue;
        }
        catch (ClusterUnreachableException)
        {
            // Cut off.
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
