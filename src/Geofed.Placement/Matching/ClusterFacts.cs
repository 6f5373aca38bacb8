using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Matching;

/// <summary>What matching and scheduling ask of a cluster, read once from its document: thousands of bindings ask the same of thousands of clusters.</summary>
internal sealed class ClusterFacts
{
    private static readonly ConditionalWeakTable<JsonObject, ClusterFacts> Known = [];
    private readonly JsonObject _cluster;
    private readonly Dictionary<string, long> _free = [];
    private readonly HashSet<(string Version, string Kind)> _kinds = [];

    public ClusterFacts(JsonObject cluster)
    {
        _cluster = cluster;
        Name = cluster.Name();
        IsDeleting = cluster.IsDeleting();
        Labels = cluster.StringMap("metadata", "labels");
        Provider = cluster.Str("spec", "provider") ?? "";
        Region = cluster.Str("spec", "region") ?? "";
        Zones = [.. cluster.Strings("spec", "zones")];
        RepellingTaints = [.. cluster.Objects("spec", "taints").Where(t => t.Str("effect") is "NoSchedule" or "NoExecute")];
        foreach (var enablement in cluster.Objects("status", "apiEnablements"))
        {
            foreach (var resource in enablement.Objects("resources"))
                _kinds.Add((enablement.Str("groupVersion") ?? "", resource.Str("kind") ?? ""));
        }
        Summary = cluster.Obj("status", "resourceSummary");
        Models = Summary?.Arr("allocatableModelings") is { Count: > 0 } && cluster.Arr("spec", "resourceModels") is { Count: > 0 } models ? models : null;
        foreach (var (resource, _) in Summary.Obj("allocatable") ?? [])
            _free[resource] = resource == "cpu" ? Free(resource).Milli : Free(resource).Units;
        FreePods = Summary is null ? 0 : Free("pods").Units;
    }

    /// <summary>Those of a document that does not change any more, as documents of a cache do not.</summary>
    public static ClusterFacts Of(JsonObject cluster) => Known.GetValue(cluster, c => new(c));

    public string Name { get; }
    public IReadOnlyDictionary<string, string> Labels { get; }
    public bool IsDeleting { get; }
    public string Provider { get; }
    public string Region { get; }
    public IReadOnlyList<string> Zones { get; }
    public IReadOnlyList<JsonObject> RepellingTaints { get; }
    public JsonObject? Summary { get; }
    /// <summary>The grades of nodes, where the summary counts nodes by grade.</summary>
    public JsonArray? Models { get; }
    public long FreePods { get; }

    public bool Serves(string? version, string? kind) => version is not null && kind is not null && _kinds.Contains((version, kind));

    /// <summary>What is neither allocated nor being allocated: thousandths of cpu, units of all else; null for what the cluster does not have.</summary>
    public long? FreeOf(string resource) => _free.TryGetValue(resource, out var free) ? free : null;

    /// <summary>The group it belongs to when clusters are spread by a field.</summary>
    public string Group(string field) => field switch
    {
        "cluster" => Name,
        "region" => Region,
        "zone" => string.Join(',', Zones.Order(StringComparer.Ordinal)),
        _ => _cluster.Str("spec", field) ?? "",
    };

    private Quantity Free(string resource) => Amount("allocatable", resource) - Amount("allocated", resource) - Amount("allocating", resource);

    private Quantity Amount(string part, string resource) => Quantity.From(Summary.At(part, resource)) ?? Quantity.Zero;
}
