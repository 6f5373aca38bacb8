using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.ApiServer;
using Geofed.ApiServer.Storage;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Tests.Workloads;

/// <summary>The workload controllers on an API of their own, without scheduler and kubelets: tests play those.</summary>
internal sealed class WorkloadTest : IAsyncDisposable
{
    public const string Certificate = "a certificate";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-test-");
    private readonly ConcurrentQueue<string> _log = new();
    private readonly CancellationTokenSource _stopKubelet = new();
    private CancellationTokenSource _stop = new();
    private ClusterCaches? _caches;
    private Task _running = Task.CompletedTask;
    private Task _kubelet = Task.CompletedTask;
    private Store _store = null!;
    private KubeApiServer _server = null!;

    public RunningClock Clock { get; } = new();

    public IKubeApi Api { get; private set; } = null!;

    public static async Task<WorkloadTest> StartAsync()
    {
        var test = new WorkloadTest();
        test._store = await Store.OpenAsync(Path.Combine(test._folder.FullName, "geofed.db"), test.Clock, default);
        test._server = await KubeApiServer.OpenAsync(test._store, new() { Name = "clusters/test", Time = test.Clock, InitialObjects = ClusterSimulation.InitialObjects }, default);
        test.Api = test._server.Local("someone");
        await test.StartControllersAsync();
        return test;
    }

    public async Task StartControllersAsync()
    {
        var api = _server.Local("kube-controller-manager");
        _stop = new();
        _caches = new(api, Clock);
        var options = new SimulationOptions { Cluster = "test", Time = Clock, CaCertificate = Certificate, Log = _log.Enqueue };
        var controllers = WorkloadControllers.Of(new(api, _caches, options)).ToList();
        await _caches.StartAsync(_stop.Token);
        _running = Task.WhenAll(controllers.Select(controller => controller.RunAsync(_stop.Token)));
    }

    public async Task StopControllersAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (_caches is not null)
            await _caches.DisposeAsync();
        _caches = null;
        _stop.Dispose();
    }

    /// <summary>Plays the kubelets: gives every pod the phase that this says; "Running" is ready at once, null leaves it alone.</summary>
    public void PlayKubelet(Func<JsonObject, string?>? phase = null)
    {
        var pods = new Informer(Api, new(ClusterResources.Pods), Clock);
        var queue = new WorkQueue<NamespacedName>(Clock);
        pods.Changed += change => queue.Add(change.Object.Key());
        _ = pods.RunAsync(_stopKubelet.Token);
        _kubelet = new Controller<NamespacedName>("kubelet", queue, async (name, ct) =>
        {
            if (pods.Get(name) is { } pod && !pod.IsDeleting() && (phase is null ? "Running" : phase(pod)) is { } wanted && pod.Str("status", "phase") is var before && before is not ("Succeeded" or "Failed") && before != wanted)
                await this.SetPhaseAsync(name, wanted);
        }).RunAsync(_stopKubelet.Token);
    }

    public Task<JsonObject> CreateAsync(GroupVersionResource resource, string json) => CreateAsync(resource, Parse(json));

    public async Task<JsonObject> CreateAsync(GroupVersionResource resource, JsonObject o)
    {
        var ns = (await Api.DiscoverAsync(default)).First(r => r.Resource == resource).Namespaced ? o.Namespace() ?? "default" : null;
        return await Api.CreateAsync(new(resource, ns), o, new(), default);
    }

    public Task<JsonObject> PatchAsync(GroupVersionResource resource, string name, string json, string? subresource = null) =>
        Api.PatchAsync(new(resource, "default", name, subresource), PatchKind.Strategic, Parse(json), new(), default);

    public async Task<IReadOnlyList<JsonObject>> ListAsync(GroupVersionResource resource) => (await Api.ListAsync(new(resource), ListOptions.All, default)).Items;

    public Task<JsonObject> GetAsync(GroupVersionResource resource, string name) => Api.GetAsync(new(resource, "default", name), default);

    /// <summary>The object once the condition holds.</summary>
    public async Task<JsonObject> UntilAsync(GroupVersionResource resource, string name, Func<JsonObject, bool> condition) =>
        (await UntilAllAsync(resource, items => items.Any(o => o.Name() == name && condition(o)))).First(o => o.Name() == name);

    /// <summary>All objects of the resource once the condition holds for them.</summary>
    public async Task<IReadOnlyList<JsonObject>> UntilAllAsync(GroupVersionResource resource, Func<IReadOnlyList<JsonObject>, bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        IReadOnlyList<JsonObject> last = [];
        var gate = new Lock();
        await using var informer = new Informer(Api, new(resource), Clock);
        _ = informer.RunAsync(deadline.Token);
        try
        {
            await informer.UntilAsync(Holds, deadline.Token);
            return last;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{resource} did not become as expected:\n{string.Join('\n', _log.TakeLast(30))}\n{string.Join('\n', last.Select(Shown))}");
        }

        // Asked by the test and by the informer, which need not come one after the other.
        bool Holds(Informer cache)
        {
            lock (gate)
                return cache.ResourceVersion.Length > 0 && condition(last = [.. cache.List().OrderBy(o => o.Name(), StringComparer.Ordinal)]);
        }
    }

    /// <summary>Waits for an event; the messages of all with that reason, which come after what they tell of.</summary>
    public async Task<IReadOnlyList<string>> EventsOfAsync(string name, string reason)
    {
        var events = await UntilAllAsync(ClusterResources.Events, events => events.Any(Is));
        return [.. events.Where(Is).Select(e => e.Str("message") ?? "")];

        bool Is(JsonObject e) => e.Str("involvedObject", "name") == name && e.Str("reason") == reason;
    }

    private static string Shown(JsonObject o)
    {
        var copy = o.Copy();
        copy.Ensure("metadata").Remove("managedFields");
        return copy.ToText();
    }

    public static JsonObject Parse(string json) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(json));

    public async ValueTask DisposeAsync()
    {
        await _stopKubelet.CancelAsync();
        await _kubelet;
        await StopControllersAsync();
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        Clock.Dispose();
        _stopKubelet.Dispose();
        _folder.Delete(recursive: true);
    }
}
