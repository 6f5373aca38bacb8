using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Server.Tests;

/// <summary>Simulated distance, as a client of the cluster meets it.</summary>
public sealed class DistanceTests : IAsyncLifetime
{
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(400);
    private readonly HomeProcess _home = new();

    [Fact]
    public async Task A_cluster_answers_as_late_as_it_is_far_also_after_a_restart()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        var path = new ResourcePath(LocalApi.SimulatedClusters, null, "us");
        await _home.Root().PatchAsync(path, PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["timing"] = new JsonObject { ["roundTrip"] = "400ms" } } }, new(), default);
        for (var tries = 0; await AskAsync() < Far; tries++)
            Assert.True(tries < 1000, "It never became far.");
        await _home.KillAsync();
        await _home.StartAsync();
        Assert.True(await AskAsync() >= Far);
        // The server itself is where it is: sooner or later, however busy the machine is, it answers in less than that time.
        for (var tries = 0; await TimeAsync(() => _home.Root().GetAsync(path, default)) >= Far; tries++)
            Assert.True(tries < 100, "Others are made to wait, too.");
    }

    private Task<TimeSpan> AskAsync() => TimeAsync(() => _home.Cluster("us").GetAsync(new(new("", "v1", "namespaces"), null, "default"), default));

    private static async Task<TimeSpan> TimeAsync(Func<Task> ask)
    {
        var clock = Stopwatch.StartNew();
        await ask();
        return clock.Elapsed;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
