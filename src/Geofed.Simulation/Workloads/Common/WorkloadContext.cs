using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What every workload controller of one cluster works with.</summary>
internal sealed class WorkloadContext(SimulationContext simulation)
{
    public ControllerApi Api { get; } = new(simulation.Api, simulation.Caches);

    public EventRecorder Events { get; } = new(simulation.Api, simulation.Time, "kube-controller-manager");

    public TimeProvider Time => simulation.Time;

    public SimulationOptions Options => simulation.Options;

    public Informer Cache(GroupVersionResource resource, string? fieldSelector = null) => simulation.Caches.Of(resource, fieldSelector);

    /// <summary>A cache of a resource that the cluster may not serve yet; whoever asks for it starts it when it does.</summary>
    public Informer Unstarted(GroupVersionResource resource) => new(simulation.Api, new(resource), simulation.Time);

    /// <summary>A queue of the objects of a resource, each added when it changes.</summary>
    public WorkQueue<NamespacedName> Queue(Informer informer)
    {
        var queue = new WorkQueue<NamespacedName>(simulation.Time);
        informer.Changed += change => queue.Add(change.Object.Key());
        return queue;
    }

    public Dependents Dependents(GroupVersionResource resource, GroupVersionResource owners, string kind) =>
        new(Api, resource, Cache(resource), owners, Cache(owners), kind);

    public Task RunAsync<TKey>(string name, WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task> reconcile, int workers, CancellationToken ct)
        where TKey : notnull => simulation.RunAsync(name, queue, reconcile, workers, ct);
}
