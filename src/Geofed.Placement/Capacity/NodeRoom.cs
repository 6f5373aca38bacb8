using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>One node and what is free on it.</summary>
public sealed class NodeRoom
{
    private readonly Dictionary<string, long> _free;

    public NodeRoom(JsonObject node)
    {
        Name = node.Name();
        Labels = node.StringMap("metadata", "labels");
        Taints = [.. node.Objects("spec", "taints").Where(t => t.Str("effect") is "NoSchedule" or "NoExecute")];
        IsClosed = node.Bool("spec", "unschedulable") == true || node.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") != "True");
        _free = (node.Obj("status", "allocatable") ?? []).ToDictionary(r => r.Key, r => Amount(r.Key, r.Value));
    }

    private NodeRoom(NodeRoom other)
    {
        (Name, Labels, Taints, IsClosed) = (other.Name, other.Labels, other.Taints, other.IsClosed);
        _free = new(other._free);
    }

    public string Name { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Those that keep pods away.</summary>
    public IReadOnlyList<JsonObject> Taints { get; }

    /// <summary>It is cordoned, or not ready.</summary>
    public bool IsClosed { get; }

    /// <summary>A node of a GKE cluster, whose API server has GKE's admission plugins.</summary>
    public bool IsGke => Labels.ContainsKey("cloud.google.com/gke-nodepool");

    public NodeRoom Copy() => new(this);

    /// <summary>What is free of a resource: thousandths of cpu, whole units of all else. Never below 0.</summary>
    public long FreeOf(string resource) => Math.Max(0, _free.GetValueOrDefault(resource));

    /// <summary>How many such replicas find room, if they may run here.</summary>
    public long Fits(ReplicaClaim claim)
    {
        var fits = _free.GetValueOrDefault("pods");
        foreach (var (resource, amount) in claim.Requests)
            fits = Math.Min(fits, _free.GetValueOrDefault(resource) / amount);
        return Math.Max(0, fits);
    }

    /// <summary>What is free of a resource: cpu in thousandths, all else in whole units.</summary>
    public long Free(string resource) => _free.GetValueOrDefault(resource);

    public void Take(ReplicaClaim claim, long replicas = 1)
    {
        _free["pods"] = _free.GetValueOrDefault("pods") - replicas;
        foreach (var (resource, amount) in claim.Requests)
            _free[resource] = _free.GetValueOrDefault(resource) - amount * replicas;
    }

    internal static long Amount(string resource, JsonNode? value) =>
        Quantity.From(value) is not { } quantity ? 0 : resource == "cpu" ? quantity.Milli : quantity.Units;
}
