using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>All nodes with all pods that have one, also those whose binding is still under way. Used by one thread at a time.</summary>
internal sealed class ClusterState
{
    private readonly Dictionary<string, NodeState> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<NamespacedName, (SchedulablePod Pod, string Node)> _placed = [];
    private readonly Dictionary<NamespacedName, SchedulablePod> _keepingAway = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);
    private List<NodeState>? _there;

    /// <summary>The nodes that there are, by name.</summary>
    public IReadOnlyList<NodeState> Nodes => _there ??= [.. _nodes.Values.Where(node => node.Exists).OrderBy(node => node.Name, StringComparer.Ordinal)];

    /// <summary>Every pod with the node that it is on.</summary>
    public IEnumerable<(SchedulablePod Pod, NodeState Node)> Placed => _placed.Values.Select(p => (p.Pod, _nodes[p.Node]));

    /// <summary>Those that want others far from themselves.</summary>
    public IEnumerable<(SchedulablePod Pod, NodeState Node)> KeepingAway => _keepingAway.Values.Select(pod => (pod, _nodes[_placed[pod.Name].Node]));

    public IReadOnlyDictionary<string, string> NamespaceLabels(string ns) => _namespaces.GetValueOrDefault(ns) ?? new Dictionary<string, string>();

    public void SetNamespace(string name, JsonObject? ns)
    {
        if (ns is null)
            _namespaces.Remove(name);
        else
            _namespaces[name] = ns.StringMap("metadata", "labels");
    }

    public void SetNode(string name, JsonObject? node)
    {
        NodeOf(name).Set(node);
        _there = null;
    }

    /// <summary>Puts a pod on a node: it counts there from now on.</summary>
    public void Place(SchedulablePod pod, string node)
    {
        Remove(pod.Name);
        _placed[pod.Name] = (pod, node);
        NodeOf(node).Add(pod);
        if (pod.Far.Count > 0)
            _keepingAway[pod.Name] = pod;
    }

    /// <summary>False when it had no node.</summary>
    public bool Remove(NamespacedName pod)
    {
        if (!_placed.Remove(pod, out var placed))
            return false;
        _keepingAway.Remove(pod);
        _nodes[placed.Node].Remove(pod);
        return true;
    }

    public (SchedulablePod Pod, string Node)? Find(NamespacedName pod) => _placed.TryGetValue(pod, out var placed) ? placed : null;

    private NodeState NodeOf(string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
            _nodes[name] = node = new(name);
        return node;
    }
}
