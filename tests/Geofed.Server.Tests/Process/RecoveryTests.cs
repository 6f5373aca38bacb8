using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Server.Tests;

/// <summary>What is left after a server was killed, and after its objects were deleted.</summary>
public sealed class RecoveryTests : IAsyncLifetime
{
    private static readonly ResourceCollection ConfigMaps = new(new("", "v1", "configmaps"), "default");
    private readonly HomeProcess _home = new();

    [Fact]
    public async Task Every_acknowledged_write_survives_being_killed_in_the_middle_of_writing()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 4).Select(w => WriteAsync(_home.Cluster("us"), w)).ToList();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await _home.KillAsync();
        await Task.WhenAll(writers);

        await _home.StartAsync();
        var found = (await _home.Cluster("us").ListAsync(ConfigMaps, ListOptions.All, default)).Items.Select(o => o.Name()).ToHashSet();
        Assert.DoesNotContain(acknowledged, name => !found.Contains(name));
        Assert.True(acknowledged.Count >= 100);

        async Task WriteAsync(HttpKubeApi api, int writer)
        {
            try
            {
                for (var i = 0; i < 100_000; i++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"w{writer}-{i}");
                    await api.CreateAsync(ConfigMaps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, new(), default);
                    acknowledged.Add(name);
                    if (acknowledged.Count == 100)
                        enough.TrySetResult();
                }
            }
            catch (Exception e) when (e is ClusterUnreachableException or KubeApiException)
            {
                // The server is gone.
            }
        }
    }

    [Fact]
    public async Task Clusters_and_their_contents_are_there_again_after_a_restart()
    {
        await _home.StartAsync();
        var before = await _home.CreateClusterAsync("us");
        await _home.Cluster("us").CreateAsync(ConfigMaps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "kept" } }, new(), default);
        await _home.KillAsync();
        await _home.StartAsync();

        // With the kubeconfig as it was: address and token are still good.
        Assert.Equal("kept", (await _home.Cluster("us").GetAsync(ConfigMaps.Named("kept"), default)).Name());
        var after = await _home.Root().GetAsync(new(LocalApi.SimulatedClusters, null, "us"), default);
        Assert.Equal(before.At("status")!.ToText(), after.At("status")!.ToText());
    }

    [Fact]
    public async Task A_deleted_cluster_leaves_nothing_to_a_new_one_of_its_name()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        await _home.Cluster("us").CreateAsync(ConfigMaps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "old" } }, new(), default);
        var root = _home.Root();
        await root.DeleteAsync(new(LocalApi.SimulatedClusters, null, "us"), new(), default);
        await using (var follower = new ObjectFollower(root, [new(LocalApi.SimulatedClusters, null, "us")], TimeProvider.System, default))
            Assert.True((await follower.UntilAsync(ct => root.FindAsync(new(LocalApi.SimulatedClusters, null, "us"), ct), o => o is null, TimeSpan.FromSeconds(60), default)).Done);
        Assert.False(File.Exists(_home.Home.ClusterKubeconfig("us")));

        await _home.CreateClusterAsync("us");
        Assert.Null(await _home.Cluster("us").FindAsync(ConfigMaps.Named("old"), default));
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_made_says_why()
    {
        await _home.StartAsync();
        var spec = new JsonObject
        {
            ["region"] = "us-west1",
            ["timing"] = new JsonObject { ["podStart"] = "soon" },
        };
        var failed = await _home.CreateAsync(LocalApi.SimulatedClusters, "SimulatedCluster", "us", spec);
        Assert.Equal(LocalApi.Failed, failed.Str("status", "phase"));
        Assert.Contains("'soon' is not a duration", failed.Str("status", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_reached_at_the_new_address_when_the_old_port_is_taken()
    {
        var first = await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        await _home.CreateAsync(LocalApi.Federations, "Federation", "prod", []);
        await _home.JoinAsync("prod", _home, "us");
        await _home.ReadyAsync("prod", "us");
        await _home.KillAsync();

        using var other = new TcpListener(IPAddress.Loopback, first.Address.Port);
        other.Start();
        var second = await _home.StartAsync();
        Assert.NotEqual(first.Address.Port, second.Address.Port);
        var member = await _home.ReadyAsync("prod", "us");
        Assert.Equal(new Uri(second.Address, "clusters/us").ToString(), member.Str("spec", "apiEndpoint"));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
