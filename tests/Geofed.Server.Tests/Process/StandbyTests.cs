using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Server.Tests;

/// <summary>A second process on the same home, which waits and takes the place of the one that ends.</summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private static readonly ResourceCollection ConfigMaps = new(new("", "v1", "configmaps"), "default");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HomeProcess _home = new();

    [Fact]
    public async Task It_takes_over_from_a_server_that_is_killed_and_clients_go_on()
    {
        var first = await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        var (cluster, kubeconfig) = (_home.Cluster("us"), await File.ReadAllTextAsync(_home.Home.ClusterKubeconfig("us")));
        await cluster.CreateAsync(ConfigMaps, Named("before"), new(), default);
        await using var following = new Informer(cluster, ConfigMaps, TimeProvider.System);
        _ = following.RunAsync(default);
        await following.UntilAsync(seen => seen.Get(new("default", "before")) is not null, default).WaitAsync(Patience);
        await _home.Local.StandByAsync(default);
        var standby = Assert.Single(Standbys.Of(_home.Home));

        await _home.KillAsync();
        // A client from before the change, with what it knew, and a watch that was open.
        await cluster.AnswersAsync();
        await cluster.CreateAsync(ConfigMaps, Named("after"), new(), default);
        await following.UntilAsync(seen => seen.Get(new("default", "after")) is not null, default).WaitAsync(Patience);
        Assert.NotNull(following.Get(new("default", "before")));
        Assert.Equal(kubeconfig, await File.ReadAllTextAsync(_home.Home.ClusterKubeconfig("us")));
        var second = await _home.StartAsync();
        Assert.Equal((standby, first.Address), (second.ProcessId, second.Address));
        Assert.Empty(Standbys.Of(_home.Home));
    }

    [Fact]
    public async Task It_takes_over_from_a_server_that_somebody_else_ends_in_good_order()
    {
        var first = await _home.StartAsync();
        await _home.Local.StandByAsync(default);
        var standby = Assert.Single(Standbys.Of(_home.Home));
        ServerProcess.Terminate(first.ProcessId);
        await HomeProcess.EndedAsync(first.ProcessId);
        await _home.Root().AnswersAsync();
        var second = await _home.StartAsync();
        Assert.Equal((standby, first.Address), (second.ProcessId, second.Address));
    }

    [Fact]
    public async Task A_stop_ends_it_too()
    {
        var first = await _home.StartAsync();
        await _home.Local.StandByAsync(default);
        var standby = Assert.Single(Standbys.Of(_home.Home));
        Assert.True(await _home.Local.StopAsync(Patience, default));
        Assert.Null(_home.Local.GetState());
        Assert.Empty(Standbys.Of(_home.Home));
        Assert.False(ServerLock.IsTaken(_home.Home.LockFile));
        await HomeProcess.EndedAsync(first.ProcessId);
        await HomeProcess.EndedAsync(standby);
        Assert.False(await _home.Local.StopAsync(Patience, default));
    }

    [Fact]
    public async Task One_of_several_leads_and_the_others_go_on_standing_by()
    {
        var first = await _home.StartAsync();
        Process[] standbys = [Launch(), Launch(), Launch()];
        try
        {
            foreach (var process in standbys)
                await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            await _home.KillAsync();
            await _home.Root().AnswersAsync();
            var second = await _home.StartAsync();
            Assert.Contains(second.ProcessId, standbys.Select(p => p.Id));
            Assert.Equal(standbys.Select(p => p.Id).Where(id => id != second.ProcessId).Order(), Standbys.Of(_home.Home).Order());
            await _home.Local.StopAsync(Patience, default);
            foreach (var process in standbys)
                await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.All(standbys, process => Assert.Equal(0, process.ExitCode));
        }
        finally
        {
            foreach (var process in standbys)
                process.Dispose();
        }
    }

    [Fact]
    public async Task Without_a_server_it_serves_and_when_one_stands_by_no_other_is_started()
    {
        await _home.Local.StandByAsync(default);
        await _home.StartAsync();
        Assert.Empty(Standbys.Of(_home.Home));

        await _home.Local.StandByAsync(default);
        await _home.Local.StandByAsync(default);
        Assert.Single(Standbys.Of(_home.Home));
    }

    [Fact]
    public async Task It_does_not_bring_back_a_home_that_was_deleted()
    {
        var serving = await _home.StartAsync();
        await _home.Local.StandByAsync(default);
        var standby = Assert.Single(Standbys.Of(_home.Home));
        _home.TakeAway();
        await HomeProcess.EndedAsync(standby);
        await HomeProcess.EndedAsync(serving.ProcessId);
        Assert.False(Directory.Exists(_home.Home.Folder));
    }

    private Process Launch() => Process.Start(new ProcessStartInfo("dotnet", [typeof(ServerHost).Assembly.Location, "--home", _home.Home.Folder, "--standby"]) { RedirectStandardOutput = true })!;

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
