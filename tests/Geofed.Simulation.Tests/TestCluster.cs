using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.ApiServer;
using Geofed.ApiServer.Storage;
using Geofed.Model;
using Microsoft.Extensions.Time.Testing;

namespace Geofed.Simulation.Tests;

/// <summary>One simulated cluster in this process and a temporary folder, played quickly.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-test-");
    private readonly ConcurrentQueue<string> _log = new();
    private Store _store = null!;
    private KubeApiServer _server = null!;
    private ClusterSimulation? _simulation;
    private KubeApiServer? _clock;

    /// <summary>Three small nodes in three zones; pods start and Jobs end within some milliseconds.</summary>
    public static readonly SimulationOptions Quick = new()
    {
        Cluster = "test",
        Region = "us-west1",
        Zones = ["us-west1-a", "us-west1-b", "us-west1-c"],
        NodePools = [new("default-pool", "e2-standard-4", 3)],
        PodStart = TimeSpan.FromMilliseconds(20),
        JobDuration = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>The cluster as a person sees it.</summary>
    public IKubeApi Api { get; private set; } = null!;

    public SimulationOptions Options { get; private init; } = Quick;

    /// <summary>Opens the API and begins to play, by default <see cref="Quick"/>; returns when the nodes are there.</summary>
    public static async Task<TestCluster> StartAsync(SimulationOptions? options = null)
    {
        var cluster = new TestCluster { Options = options ?? Quick };
        var time = cluster.Options.Time;
        cluster._store = await Store.OpenAsync(Path.Combine(cluster._folder.FullName, "geofed.db"), time, default);
        cluster._server = await KubeApiServer.OpenAsync(cluster._store, new() { Name = "clusters/test", Time = time, Admission = ClusterSimulation.Admission, Computed = ClusterSimulation.Computed }, default);
        cluster.Api = cluster._server.Local("someone");
        await cluster.ResumeAsync();
        await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count(IsReady) == cluster.Options.NodePools.Sum(pool => pool.Count));
        return cluster;
    }

    /// <summary>Ends the simulation; the API goes on.</summary>
    public async Task StopAsync()
    {
        if (_simulation is not null)
            await _simulation.DisposeAsync();
        _simulation = null;
    }

    /// <summary>Plays the cluster again, with other options if given.</summary>
    public async Task ResumeAsync(SimulationOptions? options = null) =>
        _simulation = await ClusterSimulation.StartAsync(_server.Local("kube-controller-manager"), (options ?? Options) with { Log = _log.Enqueue }, default);

    public Task<JsonObject> CreateAsync(GroupVersionResource resource, JsonObject o, string ns = "default") =>
        Api.CreateAsync(new(resource, ClusterScoped(resource) ? null : ns), o, new(), default);

    /// <summary>Waits until the objects of a resource, in all namespaces, are as expected.</summary>
    public Task<IReadOnlyList<JsonObject>> UntilAsync(GroupVersionResource resource, Func<IReadOnlyList<JsonObject>, bool> condition) =>
        Api.UntilAsync(new ResourceCollection(resource), condition, Log);

    /// <summary>Waits until one object is as expected.</summary>
    public async Task<JsonObject> UntilAsync(GroupVersionResource resource, string name, Func<JsonObject, bool> condition, string ns = "default")
    {
        bool IsIt(JsonObject o) => o.Name() == name && (o.Namespace() is not { } where || where == ns);
        return (await UntilAsync(resource, all => all.Any(o => IsIt(o) && condition(o)))).First(IsIt);
    }

    /// <summary>Lets time go on, step by step, until the objects are as expected.</summary>
    public async Task AdvanceUntilAsync(FakeTimeProvider time, TimeSpan step, GroupVersionResource resource, Func<IReadOnlyList<JsonObject>, bool> condition)
    {
        var done = UntilAsync(resource, condition);
        while (!done.IsCompleted)
        {
            time.Advance(step);
            // The controllers work in real time between two steps. This write waits its turn behind theirs.
            await TickAsync(time);
        }
        await done;
    }

    /// <summary>A write of another API in the same database: this one stays as its controllers left it.</summary>
    private async Task TickAsync(FakeTimeProvider time)
    {
        _clock ??= await KubeApiServer.OpenAsync(_store, new() { Name = "clock", Time = time }, default);
        var now = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["data"] = new JsonObject { ["time"] = KubeTime.Format(time.GetUtcNow()) } };
        await _clock.Local("clock").PatchAsync(new(ClusterResources.ConfigMaps, "default", "now"), PatchKind.Apply, now, new("clock"), default);
    }

    /// <summary>What the controllers complained of, for a failed test's message.</summary>
    public string Log() => string.Join('\n', _log.TakeLast(30));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_clock is not null)
            await _clock.DisposeAsync();
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static bool IsReady(JsonObject node) => !node.Objects("spec", "taints").Any(taint => taint.Str("key") == "node.kubernetes.io/not-ready");

    private static bool ClusterScoped(GroupVersionResource resource) =>
        resource.Resource is "nodes" or "namespaces" or "persistentvolumes" or "priorityclasses" or "storageclasses";
}
