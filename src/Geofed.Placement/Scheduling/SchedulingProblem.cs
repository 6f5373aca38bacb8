using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>What one attempt to schedule a binding starts from: the binding and the group of affinities that is tried.</summary>
internal sealed class SchedulingProblem
{
    private readonly Dictionary<string, long> _previous;
    private readonly ClusterAffinity? _affinity;
    private readonly ClusterAffinity? _group;
    private readonly List<ClusterAffinity> _overflows;
    private readonly HashSet<string> _evicted;
    private readonly string? _kind;
    private (SharedNames? Kinds, bool Served) _served;
    private (SharedNames? Resources, int[] Places) _places;

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
        _affinity = Placement.Obj("clusterAffinity") is { } affinity ? new(affinity) : null;
        _group = group is null ? null : new(group);
        _overflows = [.. group.Objects("overflowAffinities").Select(o => new ClusterAffinity(o))];
        _kind = Spec.Str("resource", "apiVersion") is { } version && Spec.Str("resource", "kind") is { } kind ? ClusterFacts.KindName(version, kind) : null;
        (Components, Requirements) = (Spec.Arr("components")?.Count ?? 0, Spec.Obj("replicaRequirements"));
        Spreads = [.. Placement.Objects("spreadConstraints").Select(c => (c.Str("spreadByField"), c.Str("spreadByLabel")))];
        Requests = [.. (Requirements.Obj("resourceRequest") ?? []).Select(r => (r.Key, Amount: Quantity.From(r.Value) ?? Quantity.Zero)).Where(r => r.Amount.Sign > 0).Select(r => (r.Key, GeneralEstimator.In(r.Key, r.Amount)))];
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

    /// <summary>The field or the label of each spread constraint.</summary>
    public (string? Field, string? Label)[] Spreads { get; }

    /// <summary>What a replica asks for, as the estimator counts it; what is asked for is more than nothing.</summary>
    public (string Resource, long Amount)[] Requests { get; }

    public string? Uid => Spec.Str("resource", "uid");
    public int Components { get; }
    public JsonObject? Requirements { get; }

    /// <summary>Something with replicas, in the eyes of the affinity filter.</summary>
    public bool IsWorkload => Replicas > 0 || Requirements is not null || Components > 0;

    /// <summary>Something whose replicas can be divided.</summary>
    public bool HasReplicas => (Replicas > 0 || Requirements is not null) && Components <= 1;

    public JsonObject? Strategy => Placement.Obj("replicaScheduling");
    public bool IsDuplicated => Strategy.Str("replicaSchedulingType") is null or "" or "Duplicated";

    /// <summary>Replicas are divided by the clusters' room alone: in what order the clusters are makes no difference.</summary>
    public bool IsByRoomAlone => HasReplicas && !IsDuplicated && !IsAggregated && IsDynamic && !Options.EmptyWorkloadPropagation;

    /// <summary>Every cluster gets all replicas: how much room there is makes no difference but to the order in which the clusters are named.</summary>
    public bool TakesAll => IsDuplicated && Spreads.Length == 0 && _overflows.Count == 0;

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

    public bool IsTarget(string cluster) => _previous.Count > 0 && _previous.ContainsKey(cluster);

    public long PreviousReplicas(string cluster) => _previous.Count > 0 ? _previous.GetValueOrDefault(cluster) : 0;

    public bool IsEvicted(string cluster) => _evicted.Count > 0 && _evicted.Contains(cluster);

    /// <summary>Whether a cluster has the API of the workload.</summary>
    public bool IsServedBy(ClusterFacts cluster)
    {
        if (!ReferenceEquals(_served.Kinds, cluster.Kinds))
            _served = (cluster.Kinds, _kind is not null && cluster.Kinds.Find(_kind) >= 0);
        return _served.Served;
    }

    /// <summary>For each of <see cref="Requests"/> the place of its resource; -1 where it is not among them.</summary>
    public int[] PlacesOfRequests(SharedNames resources)
    {
        if (!ReferenceEquals(_places.Resources, resources))
            _places = (resources, [.. Requests.Select(r => resources.Find(r.Resource))]);
        return _places.Places;
    }

    /// <summary>Whether the affinity in force means this cluster; overflow affinities only carry workloads.</summary>
    public bool Accepts(ClusterFacts cluster)
    {
        if (_affinity is not null)
            return _affinity.Matches(cluster);
        return _group is null || _group.Matches(cluster) || IsWorkload && _overflows.Exists(overflow => overflow.Matches(cluster));
    }

    /// <summary>0 for the group's own clusters, then 1, 2, ... for those of its overflow affinities.</summary>
    public int OverflowOrder(ClusterFacts cluster)
    {
        if (_group is null || _group.Matches(cluster))
            return 0;
        var index = _overflows.FindIndex(overflow => overflow.Matches(cluster));
        return index < 0 ? 1000 : index + 1;
    }
}
