using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>
/// One of the controllers that play a cluster. Its constructor takes the caches that it reads from <see cref="SimulationContext.Caches"/> and subscribes to
/// their changes, so that the first list reaches its queue; it is started when all caches have been listed once.
/// </summary>
internal interface ISimulatedController
{
    /// <summary>Runs until the token is cancelled, and returns then.</summary>
    Task RunAsync(CancellationToken ct);
}

/// <summary>What every controller of one simulated cluster works with.</summary>
internal sealed record SimulationContext(IKubeApi Api, ClusterCaches Caches, SimulationOptions Options)
{
    public TimeProvider Time => Options.Time;

    /// <summary>Workers on a queue; failures go to the simulation's log and are retried.</summary>
    public Task RunAsync<TKey>(string name, WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task> reconcile, int workers, CancellationToken ct)
        where TKey : notnull =>
        new Controller<TKey>(name, queue, reconcile, workers, failure => Options.Log?.Invoke($"{Options.Cluster}: {failure}")).RunAsync(ct);
}
