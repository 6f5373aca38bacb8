using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>
/// All controllers that play one cluster on an API: its nodes, scheduler, kubelets and workload controllers. No container runs. Everything it knows is in
/// that API: it may be stopped at any moment and started again, and takes up where it was.
/// </summary>
public sealed class ClusterSimulation : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterCaches _caches;
    private Task _running = Task.CompletedTask;

    private ClusterSimulation(ClusterCaches caches) => _caches = caches;

    /// <summary>The sentence with which a simulated cluster refuses what needs a process: logs, exec, attach, port-forward.</summary>
    public const string ConnectRefusal = "this cluster is simulated: no container runs in it, so there is no process to connect to and no output to read";

    /// <summary>What a cluster has from the beginning: storage and priority classes, and who may see metrics. For <c>ApiServerOptions.InitialObjects</c>.</summary>
    public static IReadOnlyList<JsonObject> InitialObjects => [.. Workloads.ClusterClasses.All, Metrics.MetricsApi.ReaderRole];

    /// <summary>What a cluster serves beyond what it holds: metrics. For <c>ApiServerOptions.Computed</c>.</summary>
    public static IReadOnlyList<ComputedResource> Computed => Metrics.MetricsApi.Resources;

    /// <summary>What GKE's admission does, and what a simulated cluster needs to. For <c>ApiServerOptions.Admission</c>.</summary>
    public static IReadOnlyList<IAdmission> Admission => [new GkeAdmission(), new UsageAdmission()];

    /// <summary>Lists what there is, and begins to play.</summary>
    /// <exception cref="OperationCanceledException">The API did not answer before <paramref name="ct"/> was cancelled.</exception>
    public static async Task<ClusterSimulation> StartAsync(IKubeApi api, SimulationOptions options, CancellationToken ct)
    {
        var caches = new ClusterCaches(api, options.Time);
        var simulation = new ClusterSimulation(caches);
        try
        {
            var context = new SimulationContext(api, caches, options);
            ISimulatedController[] controllers = [.. NodeControllers.Of(context), .. WorkloadControllers.Of(context)];
            using (ct.Register(simulation._stop.Cancel))
                await caches.StartAsync(simulation._stop.Token).ConfigureAwait(false);
            simulation._running = Task.WhenAll(controllers.Select(controller => controller.RunAsync(simulation._stop.Token)));
            return simulation;
        }
        catch
        {
            await simulation.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops all controllers. What is in the API stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _caches.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
