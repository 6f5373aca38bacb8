using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Nodes;

/// <summary>
/// Keeps a node for each machine that the options ask for, and takes away the others that it once made. Labels, taints and cordons of people stay.
/// The pods of a node that goes, or was deleted by a person, go with it.
/// </summary>
internal sealed class NodeController : ISimulatedController
{
    private const int Workers = 16;
    private const string NotReady = "node.kubernetes.io/not-ready";
    private static readonly WriteOptions AsKubelet = new("kubelet");

    private readonly SimulationContext _context;
    private readonly IReadOnlyDictionary<string, PlannedNode> _planned;
    private readonly Informer _nodes;
    private readonly Informer _pods;
    private readonly WorkQueue<string> _queue;

    /// <summary>Addresses that were given out since the start: the cache may not know of them yet.</summary>
    private readonly HashSet<int> _slots = [];

    public NodeController(SimulationContext context, IReadOnlyDictionary<string, PlannedNode> planned)
    {
        (_context, _planned, _queue) = (context, planned, new(context.Time));
        _nodes = context.Caches.Of(ClusterResources.Nodes);
        _pods = context.Caches.Of(ClusterResources.Pods);
        foreach (var name in planned.Keys)
            _queue.Add(name);
        _nodes.Changed += change => _queue.Add(change.Object.Name());
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("node", _queue, ReconcileAsync, Workers, ct);

    private async Task ReconcileAsync(string name, CancellationToken ct)
    {
        var there = _nodes.Get(new(null, name));
        switch (_planned.GetValueOrDefault(name), there)
        {
            case ({ } planned, null):
                await DeletePodsAsync(name, ct).ConfigureAwait(false);
                await RegisterAsync(planned, ct).ConfigureAwait(false);
                break;
            case ({ } planned, { } node) when !node.IsDeleting():
                await RepairAsync(planned, node, ct).ConfigureAwait(false);
                break;
            case (null, { } node) when node.Annotation(NodeDocument.Simulated) == "true":
                await DeletePodsAsync(name, ct).ConfigureAwait(false);
                await _context.Api.DeleteIfThereAsync(new(ClusterResources.Nodes, null, name), ct).ConfigureAwait(false);
                break;
        }
    }

    private async Task RegisterAsync(PlannedNode planned, CancellationToken ct)
    {
        NodeAddresses addresses;
        lock (_slots)
        {
            addresses = NodeAddresses.Free(_nodes.List(), _slots);
            _slots.Add(addresses.Slot);
        }
        try
        {
            await _context.Api.CreateAsync(new(ClusterResources.Nodes), NodeDocument.Of(planned, _context.Options, addresses), AsKubelet, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // The cache is behind; the change comes.
        }
    }

    /// <summary>Puts back what makes the node this machine, and says that it is ready. The pool's own taints are set once: people may take them away.</summary>
    private async Task RepairAsync(PlannedNode planned, JsonObject node, CancellationToken ct)
    {
        var patch = new JsonObject();
        var labels = NodeDocument.Labels(planned, _context.Options).Where(label => node.Label(label.Key) != label.Value.Str()).ToList();
        if (labels.Count > 0)
            patch["metadata"] = new JsonObject { ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, label.Value.Copy()))) };
        var taints = node.Objects("spec", "taints").ToList();
        if (taints.Exists(taint => taint.Str("key") == NotReady))
        {
            // Over this version only: another's new taint must not be lost.
            patch.Ensure("metadata")["resourceVersion"] = node.ResourceVersion();
            patch["spec"] = new JsonObject { ["taints"] = new JsonArray([.. taints.Where(taint => taint.Str("key") != NotReady).Select(taint => taint.Copy())]) };
        }
        if (patch.Count > 0)
            await _context.Api.PatchAsync(new(ClusterResources.Nodes, null, planned.Name), PatchKind.Merge, patch, AsKubelet, ct).ConfigureAwait(false);
        var status = NodeDocument.Status(planned, _context.Options, default);
        string[] constant = ["capacity", "allocatable", "nodeInfo"];
        if (constant.Any(field => !JsonNavigation.Same(status[field], node.At("status", field))))
        {
            var changed = new JsonObject(constant.Select(field => KeyValuePair.Create(field, status[field].Copy())));
            await _context.Api.PatchAsync(new(ClusterResources.Nodes, null, planned.Name, "status"), PatchKind.Merge, new JsonObject { ["status"] = changed }, AsKubelet, ct).ConfigureAwait(false);
        }
    }

    private async Task DeletePodsAsync(string node, CancellationToken ct)
    {
        foreach (var pod in _pods.List().Where(pod => pod.Str("spec", "nodeName") == node))
            await _context.Api.DeleteLostPodAsync(pod, _context.Time.GetUtcNow(), ct).ConfigureAwait(false);
    }
}
