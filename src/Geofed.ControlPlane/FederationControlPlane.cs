using Geofed.Client;
using Geofed.ControlPlane.Autoscaling;
using Geofed.ControlPlane.Dependencies;
using Geofed.ControlPlane.Detector;
using Geofed.ControlPlane.Failover;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.MultiCluster;
using Geofed.ControlPlane.Propagation;
using Geofed.ControlPlane.Queueing;
using Geofed.ControlPlane.Rebalancing;
using Geofed.ControlPlane.Scheduler;
using Geofed.ControlPlane.Status;
using Geofed.Model;

namespace Geofed.ControlPlane;

/// <summary>
/// All controllers of one federation, on an API that serves <see cref="KarmadaResources"/>. Everything it knows is in that API: it may be stopped at any
/// moment and started again, and takes up where it was.
/// </summary>
public sealed class FederationControlPlane : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ControlPlaneCaches _caches;
    private readonly MemberFleet _fleet;
    private readonly List<Task> _running = [];

    private FederationControlPlane(IKubeApi api, ControlPlaneOptions options)
    {
        _caches = new(api, options.Time);
        _fleet = new(options);
    }

    /// <summary>Lists what there is, and begins to reconcile it.</summary>
    /// <exception cref="OperationCanceledException">The API did not answer before <paramref name="ct"/> was cancelled.</exception>
    public static async Task<FederationControlPlane> StartAsync(IKubeApi api, ControlPlaneOptions options, CancellationToken ct)
    {
        var plane = new FederationControlPlane(api, options);
        try
        {
            await plane.RunAsync(api, options, ct).ConfigureAwait(false);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops all controllers. What is on the members stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(false);
        await _fleet.DisposeAsync().ConfigureAwait(false);
        await _caches.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(IKubeApi api, ControlPlaneOptions options, CancellationToken ct)
    {
        var time = options.Time;
        var events = new EventRecorder(api, time, Writes.FieldManager);
        var clusters = new ClusterController(api, _caches, _fleet, options);
        var clusterStatus = new ClusterStatusController(api, _caches, _fleet, options, events);
        var credentials = new CredentialController(api, _caches, _fleet, options, events);
        var templates = new TemplateController(api, _caches, time, events);
        var inFlight = new InFlight();
        var capacity = new MemberCapacity(_fleet, inFlight);
        var schedules = new ScheduleWriter(api, _caches, inFlight, time, events);
        var jobs = new JobQueueController(_caches, _fleet, new(_caches, _fleet, capacity, inFlight, schedules, time), time, schedules);
        var leases = new JobLeaseController(api, _caches, _fleet, time, schedules);
        var scheduling = new SchedulingController(api, _caches, inFlight, capacity, time, schedules, jobs);
        var bindings = new BindingController(api, _caches, time, events);
        var namespaces = new NamespaceController(api, _caches, time);
        var bindingStatus = new BindingStatusController(api, _caches, time);
        var router = new WorkRouter(api, _caches, _fleet, time);
        var kinds = new KindController(_caches, time);
        var dependencies = new DependencyController(api, _caches, time);
        var taints = new TaintEvictionController(api, _caches, _fleet, options, events);
        var evictions = new GracefulEvictionController(api, _caches, options, events);
        var applications = new ApplicationFailoverController(api, _caches, options, events);
        var returns = new ReturnController(api, _caches, options);
        var rebalancers = new RebalancerController(api, _caches, time);
        var exported = new ExportIndex(_caches);
        var exports = new ServiceExportController(api, _caches, _fleet, exported, time);
        var exportConditions = new ExportConditionController(_fleet, exported, time);
        var slices = new EndpointSliceController(api, _caches, exported, time);
        var imports = new ServiceImportController(api, _caches, time, events);
        var autoscalers = new FederatedAutoscalerController(api, _caches, _fleet, options, events);
        _fleet.Carry = new WorkCarrier(api, _caches, options, events).CarryAsync;
        _fleet.Urgency = router.Urgency;
        _fleet.Events.Failed += Failed;

        // Subscribed before the first list, so that it reaches every queue.
        clusters.Subscribe();
        clusterStatus.Subscribe();
        credentials.Subscribe();
        templates.Subscribe();
        capacity.Subscribe();
        scheduling.Subscribe();
        jobs.Subscribe();
        leases.Subscribe();
        bindings.Subscribe();
        namespaces.Subscribe();
        bindingStatus.Subscribe();
        router.Subscribe();
        kinds.Subscribe();
        dependencies.Subscribe();
        taints.Subscribe();
        evictions.Subscribe();
        applications.Subscribe();
        returns.Subscribe();
        rebalancers.Subscribe();
        exported.Subscribe();
        exports.Subscribe();
        exportConditions.Subscribe();
        slices.Subscribe();
        imports.Subscribe();
        autoscalers.Subscribe();
        using (ct.Register(_stop.Cancel))
            await _caches.StartAsync(_stop.Token).ConfigureAwait(false);

        Run("cluster", clusters.Queue, clusters.ReconcileAsync, 4);
        Run("cluster-status", clusterStatus.Queue, clusterStatus.ReconcileAsync, 4);
        Run("credentials", credentials.Queue, credentials.ReconcileAsync, 2);
        Run("resource-detector", templates.Queue, templates.ReconcileAsync, 64);
        Run("scheduler", scheduling.Queue, scheduling.ReconcileAsync, 1);
        Run("job-queue", jobs.Queue, jobs.ReconcileAsync, 1);
        Run("job-lease", leases.Queue, leases.ReconcileAsync, 2);
        Run("schedule-writer", schedules.Queue, schedules.ReconcileAsync, 64);
        Run("binding", bindings.Queue, bindings.ReconcileAsync, 64);
        Run("namespace-sync", namespaces.Queue, namespaces.ReconcileAsync, 2);
        Run("binding-status", bindingStatus.Queue, bindingStatus.ReconcileAsync, 4);
        Run("orphaned-work", router.Orphans, router.ReconcileOrphanAsync, 1);
        Run("kind", kinds.Queue, kinds.ReconcileAsync, 1);
        Run("dependencies-distributor", dependencies.Queue, dependencies.ReconcileAsync, 2);
        Run("taint-manager", taints.Queue, taints.ReconcileAsync, 4);
        Run("graceful-eviction", evictions.Queue, evictions.ReconcileAsync, 4);
        Run("application-failover", applications.Queue, applications.ReconcileAsync, 2);
        Run("return", returns.Queue, returns.ReconcileAsync, 1);
        Run("workload-rebalancer", rebalancers.Queue, rebalancers.ReconcileAsync, 1);
        Run("service-export", exports.Queue, exports.ReconcileAsync, 4);
        Run("service-export-conditions", exportConditions.Queue, exportConditions.ReconcileAsync, 2);
        Run("endpointslice", slices.Queue, slices.ReconcileAsync, 4);
        Run("service-import", imports.Queue, imports.ReconcileAsync, 2);
        Run("federated-hpa", autoscalers.Queue, autoscalers.ReconcileAsync, 4);

        void Run<TKey>(string name, WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task> reconcile, int workers)
            where TKey : notnull => _running.Add(new Controller<TKey>(name, queue, reconcile, workers, Failed).RunAsync(_stop.Token));

        void Failed(ControllerFailure failure) => options.Log?.Invoke(failure.ToString());
    }
}
