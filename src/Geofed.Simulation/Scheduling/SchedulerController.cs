using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>
/// The default-scheduler: gives pods their nodes, one after the other by priority, as upstream's plugins decide; several bindings are under way at a
/// time. A pod that finds no node is told why, and is tried again when nodes, pods or claims change.
/// </summary>
internal sealed class SchedulerController : ISimulatedController
{
    private const string Name = "default-scheduler";
    private const string Round = "round";
    private const string Retry = "retry";
    private const int Bindings = 64;

    /// <summary>Upstream tries the unschedulable again now and then, even when nothing was seen to change.</summary>
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(60);

    private readonly SimulationContext _context;
    private readonly Informer _pods;
    private readonly Func<SchedulablePod, ClaimCheck> _claims;
    private readonly PodBinder _binder;
    private readonly SchedulingFailures _failures;
    private readonly WorkQueue<string> _queue;
    private readonly Lock _gate = new();
    private readonly ClusterState _cluster = new();
    private readonly PendingPods _pending = new();

    public SchedulerController(SimulationContext context)
    {
        _context = context;
        _queue = new(context.Time);
        var events = new PodEvents(context, Name);
        (_binder, _failures) = (new(context.Api, events), new(context, events));
        _pods = context.Caches.Of(ClusterResources.Pods);
        var claims = context.Caches.Of(ClusterResources.PersistentVolumeClaims);
        var volumes = context.Caches.Of(ClusterResources.PersistentVolumes);
        var classes = context.Caches.Of(ClusterResources.StorageClasses);
        _claims = pod => pod.Claims.Count == 0 ? ClaimCheck.None : new(pod, claims, volumes, classes);
        _pods.Changed += OnPod;
        context.Caches.Of(ClusterResources.Nodes).Changed += change =>
            Change(() => _cluster.SetNode(change.Object.Name(), change.Type == WatchEventType.Deleted ? null : change.Object), retry: true);
        context.Caches.Of(ClusterResources.Namespaces).Changed += change =>
            Change(() => _cluster.SetNamespace(change.Object.Name(), change.Type == WatchEventType.Deleted ? null : change.Object), retry: false);
        claims.Changed += _ => Change(() => { }, retry: true);
        volumes.Changed += _ => Change(() => { }, retry: true);
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("scheduler", _queue, ReconcileAsync, 1, ct);

    private void Change(Action change, bool retry)
    {
        lock (_gate)
        {
            change();
            if (retry)
                _pending.RetryAll();
        }
        _queue.Add(Round);
    }

    private void OnPod(InformerChange change)
    {
        var pod = change.Object;
        lock (_gate)
        {
            if (change.Type == WatchEventType.Deleted || pod.Str("status", "phase") is "Succeeded" or "Failed")
                Leave(pod.Key());
            else if (pod.Str("spec", "nodeName") is { Length: > 0 } node)
                Settle(pod, node);
            else if (IsOurs(pod) && _cluster.Find(pod.Key())?.Pod.Uid != pod.Uid() && (change.Old is null || !JsonNavigation.Same(change.Old["spec"], pod["spec"])))
                _pending.Add(pod.Key(), pod.Int("spec", "priority") ?? 0);
        }
        _queue.Add(Round);
    }

    private void Leave(NamespacedName pod)
    {
        _pending.Remove(pod);
        _failures.Forget(pod);
        if (_cluster.Remove(pod))
            _pending.RetryAll();
    }

    /// <summary>Read again only when what can change of a running pod has changed.</summary>
    private void Settle(JsonObject pod, string node)
    {
        _pending.Remove(pod.Key());
        if (_cluster.Find(pod.Key()) is { } known && known.Node == node && known.Pod.Uid == pod.Uid() && known.Pod.Deleting == pod.IsDeleting()
            && known.Pod.Labels.SequenceEqual(pod.StringMap("metadata", "labels")))
            return;
        _cluster.Place(SchedulablePod.From(pod), node);
        _pending.RetryAll();
    }

    private static bool IsOurs(JsonObject pod) =>
        pod.Str("spec", "schedulerName") == Name && !pod.IsDeleting() && pod.Arr("spec", "schedulingGates") is null or { Count: 0 };

    private async Task ReconcileAsync(string key, CancellationToken ct)
    {
        if (key == Retry)
            Change(() => { }, retry: true);
        var writes = new List<Task>();
        while (Next() is { } decision)
        {
            writes.Add(decision.Node is null ? ExplainAsync(decision, ct) : BindAsync(decision, ct));
            if (writes.Count == Bindings)
            {
                writes.Remove(await Task.WhenAny(writes).ConfigureAwait(false));
            }
        }
        await Task.WhenAll(writes).ConfigureAwait(false);
        lock (_gate)
        {
            if (_pending.HasRejected)
                _queue.AddAfter(Retry, RetryPeriod);
        }
    }

    /// <summary>Decides on the next pod; one that gets a node counts there at once.</summary>
    private Decision? Next()
    {
        lock (_gate)
        {
            while (_pending.Next() is { } name)
            {
                if (_pods.Get(name) is not { } pod || !IsOurs(pod))
                {
                    _pending.Remove(name);
                    continue;
                }
                var read = SchedulablePod.From(pod);
                var claims = _claims(read);
                var (node, message) = PodPlacement.Decide(read, _cluster, claims);
                if (node is not null)
                {
                    _pending.Remove(name);
                    _cluster.Place(read, node.Name);
                }
                return new(pod, node?.Name, message, claims);
            }
            return null;
        }
    }

    private async Task BindAsync(Decision decision, CancellationToken ct)
    {
        try
        {
            await _binder.BindAsync(decision.Pod, decision.Node!, decision.Claims.Unbound, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            // Not there any more, bound by somebody else, or to be tried again: the cache knows, or will.
            lock (_gate)
            {
                _cluster.Remove(decision.Pod.Key());
                if (_pods.Get(decision.Pod.Key()) is { } pod && pod.Uid() == decision.Pod.Uid() && IsOurs(pod) && pod.Str("spec", "nodeName") is null or "")
                    _pending.Add(pod.Key(), pod.Int("spec", "priority") ?? 0);
            }
            if (e is not KubeApiException { IsNotFound: true } and not KubeApiException { IsConflict: true })
                _context.Options.Log?.Invoke($"{_context.Options.Cluster}: {Name} {decision.Pod.Key()}: {e.Message}");
            _queue.AddAfter(Retry, TimeSpan.FromSeconds(1));
        }
    }

    private async Task ExplainAsync(Decision decision, CancellationToken ct)
    {
        if (await _failures.TellAsync(decision.Pod, decision.Message, ct).ConfigureAwait(false) is { } later)
            _queue.AddAfter(Retry, later);
    }

    private sealed record Decision(JsonObject Pod, string? Node, string Message, ClaimCheck Claims);
}
