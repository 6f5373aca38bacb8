using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Keeps as many pods as each ReplicaSet asks for (pkg/controller/replicaset/replica_set.go).</summary>
internal sealed class ReplicaSetController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly Informer _sets;
    private readonly Informer _pods;
    private readonly Dependents _owned;
    private readonly PodControl _control;
    private readonly WorkQueue<NamespacedName> _queue;

    public ReplicaSetController(WorkloadContext context)
    {
        _context = context;
        _sets = context.Cache(ClusterResources.ReplicaSets);
        _pods = context.Cache(ClusterResources.Pods);
        _queue = context.Queue(_sets);
        _owned = context.Dependents(ClusterResources.Pods, ClusterResources.ReplicaSets, "ReplicaSet");
        _owned.Notify(_queue);
        _control = new(context.Api, context.Events, "replicaset-controller");
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("replicaset", _queue, ReconcileAsync, 4, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_sets.Get(name) is not { } set)
            return;
        var active = (await _owned.ClaimAsync(set, ct).ConfigureAwait(false)).Where(p => p.IsActive()).ToList();
        var excess = active.Count - set.Count("spec", "replicas");
        KubeApiException? failed = null;
        if (excess != 0 && !set.IsDeleting())
        {
            try
            {
                await (excess < 0 ? CreateAsync(set, -excess, ct) : DeleteAsync(set, active, excess, ct)).ConfigureAwait(false);
            }
            catch (KubeApiException e)
            {
                failed = e;
            }
        }
        await SetStatusAsync(set, failed is null ? null : (excess < 0 ? "FailedCreate" : "FailedDelete", failed.Message), ct).ConfigureAwait(false);
        // Nothing more can be made in a namespace that ends.
        if (failed is not null && !PodControl.IsEndingNamespace(failed))
            ExceptionDispatchInfo.Throw(failed);
        if (Math.Abs(excess) > PodControl.Burst)
            _queue.Add(name);
    }

    private Task CreateAsync(JsonObject set, int count, CancellationToken ct) =>
        _control.CreateAllAsync(set, [.. Enumerable.Range(0, Math.Min(count, PodControl.Burst)).Select(_ => PodDocument.Of(set))], ct);

    private Task DeleteAsync(JsonObject set, List<JsonObject> active, int count, CancellationToken ct)
    {
        var ranked = DeletionRanking.Sort(active, Related(set), _context.Time.GetUtcNow());
        return _control.DeleteAllAsync(set, ranked.Take(Math.Min(count, PodControl.Burst)), ct);
    }

    private async Task SetStatusAsync(JsonObject set, (string, string)? failure, CancellationToken ct)
    {
        var now = _context.Time.GetUtcNow();
        var active = _owned.Of(set).Where(p => p.IsActive()).ToList();
        await _context.Api.MergeStatusAsync(ClusterResources.ReplicaSets, set, ReplicaSetStatus.Of(set, active, failure, now), ct).ConfigureAwait(false);
        if (active.NextAvailable(set.Int("spec", "minReadySeconds") ?? 0, now) is { } wait)
            _queue.AddAt(set.Key(), now + wait);
    }

    /// <summary>The pods of all ReplicaSets of the same Deployment.</summary>
    private IEnumerable<JsonObject> Related(JsonObject set)
    {
        var siblings = set.Controller().Str("uid") is { } uid
            ? _sets.List(set.Namespace()).Where(s => s.Controller().Str("uid") == uid).Select(s => s.Uid()).ToHashSet() : [set.Uid()];
        return _pods.List(set.Namespace()).Where(p => p.Controller().Str("uid") is { } owner && siblings.Contains(owner));
    }
}
