using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>A node and what runs, or is about to run, on it.</summary>
internal sealed class NodeState(string name)
{
    private readonly Dictionary<NamespacedName, SchedulablePod> _pods = [];
    private readonly Dictionary<string, int> _ofController = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>False while only pods speak of it.</summary>
    public bool Exists { get; private set; }

    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyList<Taint> Taints { get; private set; } = [];
    public bool Unschedulable { get; private set; }
    public ResourceAmounts Allocatable { get; private set; } = ResourceAmounts.None;
    public ResourceAmounts Requested { get; private set; } = ResourceAmounts.None;
    public ResourceAmounts ScoredRequested { get; private set; } = ResourceAmounts.None;

    public IReadOnlyCollection<SchedulablePod> Pods => _pods.Values;

    public string? Zone => Labels.GetValueOrDefault("topology.kubernetes.io/zone");

    /// <summary>Takes over what a Node says; with null there is none any more.</summary>
    public void Set(JsonObject? node)
    {
        Exists = node is not null;
        if (node is null)
            return;
        Labels = node.StringMap("metadata", "labels");
        Taints = Taint.Of(node);
        Unschedulable = node.Bool("spec", "unschedulable") == true;
        Allocatable = ResourceAmounts.From(node.Obj("status", "allocatable"));
    }

    public void Add(SchedulablePod pod)
    {
        Remove(pod.Name);
        _pods[pod.Name] = pod;
        Count(pod, 1);
        Requested += pod.Requests;
        ScoredRequested += pod.ScoredRequests;
    }

    public void Remove(NamespacedName pod)
    {
        if (!_pods.Remove(pod, out var gone))
            return;
        Count(gone, -1);
        Requested -= gone.Requests;
        ScoredRequested -= gone.ScoredRequests;
    }

    public int OfController(string uid) => _ofController.GetValueOrDefault(uid);

    private void Count(SchedulablePod pod, int by)
    {
        if (pod.Controller.Length > 0)
            _ofController[pod.Controller] = _ofController.GetValueOrDefault(pod.Controller) + by;
        if (_ofController.GetValueOrDefault(pod.Controller) == 0)
            _ofController.Remove(pod.Controller);
    }
}
