using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Tells for each PodDisruptionBudget how many pods may be taken away now.</summary>
internal sealed class DisruptionController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly Informer _budgets;
    private readonly Informer _pods;
    private readonly Dictionary<string, Informer> _controllers;
    private readonly WorkQueue<NamespacedName> _queue;

    public DisruptionController(WorkloadContext context)
    {
        _context = context;
        _budgets = context.Cache(ClusterResources.PodDisruptionBudgets);
        _pods = context.Cache(ClusterResources.Pods);
        _controllers = new()
        {
            ["Deployment"] = context.Cache(ClusterResources.Deployments),
            ["ReplicaSet"] = context.Cache(ClusterResources.ReplicaSets),
            ["StatefulSet"] = context.Cache(ClusterResources.StatefulSets),
        };
        _queue = context.Queue(_budgets);
        _pods.Changed += OnPod;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("disruption", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_budgets.Get(name) is not { } budget || budget.IsDeleting())
            return;
        var pods = _pods.List(name.Namespace).Where(p => !p.IsFinished() && Selects(budget, p)).ToList();
        var status = DisruptionBudget.Status(budget, pods, Expected(pods), _context.Time.GetUtcNow());
        await _context.Api.MergeStatusAsync(ClusterResources.PodDisruptionBudgets, budget, status, ct).ConfigureAwait(false);
    }

    private int Expected(List<JsonObject> pods)
    {
        var owners = pods.Select(ControllerOf).OfType<JsonObject>().DistinctBy(o => o.Uid()).ToList();
        return owners.Sum(o => o.Count("spec", "replicas")) + pods.Count(p => ControllerOf(p) is null);
    }

    /// <summary>The topmost: a ReplicaSet's size is its Deployment's business.</summary>
    private JsonObject? ControllerOf(JsonObject o)
    {
        if (o.Controller() is not { } reference || !_controllers.TryGetValue(reference.Str("kind") ?? "", out var cache) || cache.Get(new(o.Namespace(), reference.Str("name") ?? "")) is not { } owner)
            return null;
        return ControllerOf(owner) ?? owner;
    }

    // An empty selector selects all of the namespace; none at all selects nothing.
    private static bool Selects(JsonObject budget, JsonObject pod) =>
        budget.Obj("spec", "selector") is { } selector && LabelSelector.From(selector).Matches(pod.StringMap("metadata", "labels"));

    private void OnPod(InformerChange change)
    {
        foreach (var budget in _budgets.List(change.Object.Namespace()).Where(b => Selects(b, change.Object) || change.Old is { } old && Selects(b, old)))
            _queue.Add(budget.Key());
    }
}
