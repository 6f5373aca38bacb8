using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Tells how much of each ResourceQuota is used (pkg/controller/resourcequota). Nobody is refused for it: that is admission's.</summary>
internal sealed class QuotaController : ISimulatedController
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly WorkloadContext _context;
    private readonly Informer _quotas;
    private readonly Dictionary<string, Informer> _counted;
    private readonly WorkQueue<NamespacedName> _queue;

    public QuotaController(WorkloadContext context)
    {
        _context = context;
        _quotas = context.Cache(ClusterResources.ResourceQuotas);
        GroupVersionResource[] counted =
        [
            ClusterResources.Pods, ClusterResources.Services, ClusterResources.PersistentVolumeClaims, ClusterResources.Deployments, ClusterResources.ReplicaSets,
            ClusterResources.StatefulSets, ClusterResources.Jobs, ClusterResources.CronJobs,
        ];
        _counted = counted.ToDictionary(r => r.GroupResource, r => context.Cache(r));
        _queue = context.Queue(_quotas);
        foreach (var cache in _counted.Values)
            cache.Changed += OnChange;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("resourcequota", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_quotas.Get(name) is not { } quota || quota.IsDeleting())
            return;
        var used = new JsonObject();
        foreach (var (what, hard) in quota.Obj("spec", "hard") ?? [])
        {
            if (Used(name.Namespace!, what) is { } amount)
                used[what] = amount.As((Quantity.From(hard) ?? Quantity.Zero).Format).ToString();
        }
        await _context.Api.MergeStatusAsync(ClusterResources.ResourceQuotas, quota, new() { ["hard"] = quota.At("spec", "hard").Copy(), ["used"] = used }, ct).ConfigureAwait(false);
    }

    /// <summary>Null for what is not watched here, such as Secrets.</summary>
    private Quantity? Used(string ns, string what)
    {
        if (_counted.TryGetValue(what.StartsWith("count/", StringComparison.Ordinal) ? what[6..] : what, out var cache))
            return Quantity.FromUnits(cache.List(ns).Count(o => what != "pods" || !o.IsFinished()));
        var (part, resource) = what switch
        {
            "cpu" or "memory" or "ephemeral-storage" => ("requests", what),
            "requests.storage" => (null, "storage"),
            _ when what.StartsWith("requests.", StringComparison.Ordinal) => ("requests", what[9..]),
            _ when what.StartsWith("limits.", StringComparison.Ordinal) => ("limits", what[7..]),
            _ => (null, null),
        };
        return part is not null ? _counted["pods"].List(ns).Where(p => !p.IsFinished()).Aggregate(Quantity.Zero, (sum, p) => sum + OfPod(p, part, resource!))
            : resource is null ? null
            : _counted["persistentvolumeclaims"].List(ns).Aggregate(Quantity.Zero, (sum, c) => sum + (Quantity.From(c.At("spec", "resources", "requests", "storage")) ?? Quantity.Zero));
    }

    /// <summary>All containers together, or the largest that runs before them.</summary>
    private static Quantity OfPod(JsonObject pod, string part, string resource)
    {
        var running = pod.Objects("spec", "containers").Aggregate(Quantity.Zero, (sum, c) => sum + Of(c));
        return pod.Objects("spec", "initContainers").Select(Of).Append(running).Max();

        Quantity Of(JsonObject container) => Quantity.From(container.At("resources", part, resource)) ?? Quantity.Zero;
    }

    // Many changes come together; one count after them is enough.
    private void OnChange(InformerChange change)
    {
        foreach (var quota in _quotas.List(change.Object.Namespace()))
            _queue.AddAfter(quota.Key(), Pause);
    }
}
