using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>What one attempt to schedule a binding starts from: the binding and the group of affinities that is tried.</summary>
internal sealed class SchedulingProblem
{
    private readonly Dictionary<string, long> _previous;
    private readonly HashSet<string> _evicted;

    public SchedulingProblem(JsonObject binding, JsonObject? group, SchedulerOptions? options = null)
    {
        Options = options ?? new();
        Spec = binding.Obj("spec") ?? [];
        Placement = Spec.Obj("placement");
        Group = group;
        Replicas = Spec.Int("replicas") ?? 0;
        _previous = [];
        foreach (var target in Spec.Objects("clusters"))
            _previous[target.Str("name") ?? ""] = target.Int("replicas") ?? 0;
        _evicted = [.. Spec.Objects("gracefulEvictionTasks").Select(t => t.Str("fromCluster")).OfType<string>()];
        Bounds = BoundsOf(binding);
        IsFresh = RescheduleTrigger.IsRequired(binding) || Bounds.AreBroken(Previous);
    }

    public SchedulerOptions Options { get; }
    public JsonObject Spec { get; }
    public JsonObject? Placement { get; }

    /// <summary>The term of clusterAffinities that is tried; null without such.</summary>
    public JsonObject? Group { get; }

    public long Replicas { get; }

    /// <summary>A new start was asked for: what is assigned now does not bind.</summary>
    public bool IsFresh { get; }

    /// <summary>How few and how many replicas each cluster may have.</summary>
    public ReplicaBounds Bounds { get; }

    public string? Uid => Spec.Str("resource", "uid");
    public int Components => Spec.Arr("components")?.Count ?? 0;
    public bool HasRequirements => Spec.Obj("replicaRequirements") is not null;

    /// <summary>Something with replicas, in the eyes of the affinity filter.</summary>
    public bool IsWorkload => Replicas > 0 || HasRequirements || Components > 0;

    /// <summary>Something whose replicas can be divided.</summary>
    public bool HasReplicas => (Replicas > 0 || HasRequirements) && Components <= 1;

    public JsonObject? Strategy => Placement.Obj("replicaScheduling");
    public bool IsDuplicated => Strategy.Str("replicaSchedulingType") is null or "" or "Duplicated";
    public bool IsDynamic => Strategy.Str("weightPreference", "dynamicWeight") is { Length: > 0 };
    public bool IsAggregated => Strategy.Str("replicaDivisionPreference") == "Aggregated";
    public IReadOnlyList<(string Name, long Replicas)> Previous => [.. Spec.Objects("clusters").Select(t => (t.Str("name") ?? "", t.Int("replicas") ?? 0))];

    private static ReplicaBounds BoundsOf(JsonObject binding)
    {
        try
        {
            return ReplicaBounds.Of(binding);
        }
        catch (FormatException e)
        {
            throw ClusterSelection.Error(e.Message);
        }
    }

    public bool IsTarget(string cluster) => _previous.ContainsKey(cluster);

    public long PreviousReplicas(string cluster) => _previous.GetValueOrDefault(cluster);

    public bool IsEvicted(string cluster) => _evicted.Contains(cluster);

    /// <summary>Whether the affinity in force means this cluster; overflow affinities only carry workloads.</summary>
    public bool Accepts(JsonObject cluster)
    {
        if (Placement.Obj("clusterAffinity") is { } affinity)
            return ClusterAffinity.Matches(affinity, cluster);
        return Group is null || ClusterAffinity.Matches(Group, cluster)
            || IsWorkload && Group.Objects("overflowAffinities").Any(overflow => ClusterAffinity.Matches(overflow, cluster));
    }

    /// <summary>0 for the group's own clusters, then 1, 2, ... for those of its overflow affinities.</summary>
    public int OverflowOrder(JsonObject cluster)
    {
        if (Placement.Arr("clusterAffinities") is null || ClusterAffinity.Matches(Group, cluster))
            return 0;
        var index = Group.Objects("overflowAffinities").ToList().FindIndex(overflow => ClusterAffinity.Matches(overflow, cluster));
        return index < 0 ? 1000 : index + 1;
    }
}
