using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Nodes;

/// <summary>Renews the leases by which nodes show that they live: one small write a node, seldom, for there may be a thousand idle clusters.</summary>
internal sealed class HeartbeatController(SimulationContext context, IReadOnlyDictionary<string, PlannedNode> planned) : ISimulatedController
{
    private const string Namespace = "kube-node-lease";
    private const string Everything = "heartbeat";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(40);
    private static readonly WriteOptions AsKubelet = new("kubelet");

    private readonly WorkQueue<string> _queue = new(context.Time);
    private readonly Informer _nodes = context.Caches.Of(ClusterResources.Nodes);

    public Task RunAsync(CancellationToken ct)
    {
        // Clusters that start together do not all write together.
        _queue.AddAfter(Everything, Period * Random.Shared.NextDouble() / 4);
        return context.RunAsync("node-lease", _queue, RenewAsync, 1, ct);
    }

    private async Task RenewAsync(string _, CancellationToken ct)
    {
        _queue.AddAfter(Everything, Period);
        foreach (var name in planned.Keys)
        {
            if (_nodes.Get(new(null, name)) is { } node)
                await RenewAsync(node, ct).ConfigureAwait(false);
        }
    }

    private async Task RenewAsync(JsonObject node, CancellationToken ct)
    {
        var now = KubeTime.FormatMicro(context.Time.GetUtcNow());
        try
        {
            await context.Api.PatchAsync(new(ClusterResources.Leases, Namespace, node.Name()), PatchKind.Merge,
                new JsonObject { ["spec"] = new JsonObject { ["renewTime"] = now } }, AsKubelet, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            await context.Api.CreateAsync(new(ClusterResources.Leases, Namespace), Lease(node, now), AsKubelet, ct).ConfigureAwait(false);
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
