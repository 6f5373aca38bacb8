using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Nodes;

/// <summary>Renews the leases by which nodes show that they live: one small write a node, seldom, for there may be a thousand idle clusters.</summary>
internal sealed class HeartbeatController : ISimulatedController
{
    private const string Namespace = "kube-node-lease";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(40);
    private static readonly WriteOptions AsKubelet = new("kubelet");

    private readonly SimulationContext _context;
    private readonly Informer _nodes;
    private readonly WorkQueue<string> _queue;

    public HeartbeatController(SimulationContext context, IReadOnlyDictionary<string, PlannedNode> planned)
    {
        (_context, _queue) = (context, new(context.Time));
        _nodes = context.Caches.Of(ClusterResources.Nodes);
        _nodes.Changed += change =>
        {
            if (change.Type == WatchEventType.Added && planned.ContainsKey(change.Object.Name()))
                _queue.Add(change.Object.Name());
        };
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("node-lease", _queue, RenewAsync, 1, ct);

    private async Task RenewAsync(string name, CancellationToken ct)
    {
        if (_nodes.Get(new(null, name)) is not { } node)
            return;
        await RenewAsync(node, ct).ConfigureAwait(false);
        _queue.AddAfter(name, Period);
    }

    private async Task RenewAsync(JsonObject node, CancellationToken ct)
    {
        var now = KubeTime.FormatMicro(_context.Time.GetUtcNow());
        try
        {
            await _context.Api.PatchAsync(new(ClusterResources.Leases, Namespace, node.Name()), PatchKind.Merge,
                new JsonObject { ["spec"] = new JsonObject { ["renewTime"] = now } }, AsKubelet, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            await _context.Api.CreateAsync(new(ClusterResources.Leases, Namespace), Lease(node, now), AsKubelet, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Owned by its node, and so deleted with it.</summary>
    private static JsonObject Lease(JsonObject node, string now) => new()
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject
        {
            ["name"] = node.Name(),
            ["namespace"] = Namespace,
            ["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node.Name(), ["uid"] = node.Uid() }),
        },
        ["spec"] = new JsonObject { ["holderIdentity"] = node.Name(), ["leaseDurationSeconds"] = (int)(3 * Period).TotalSeconds, ["renewTime"] = now },
    };
}
