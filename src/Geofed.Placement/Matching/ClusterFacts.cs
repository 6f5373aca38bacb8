using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Matching;

/// <summary>What matching and scheduling ask of a cluster, read once from its document: thousands of bindings ask the same of thousands of clusters.</summary>
internal sealed class ClusterFacts
{
    private static readonly ConditionalWeakTable<JsonObject, ClusterFacts> Known = [];
    private static volatile Together? _last;
    private readonly JsonObject _cluster;
    private readonly long[] _free;

    public ClusterFacts(JsonObject cluster)
    {
        _cluster = cluster;
        Name = cluster.Name();
        IsDeleting = cluster.IsDeleting();
        Labels = cluster.StringMap("metadata", "labels");
        // One string for all that are there: whoever asks thousands of clusters for their region stays within what the processor has at hand.
        Provider = string.Intern(cluster.Str("spec", "provider") ?? "");
        Region = string.Intern(cluster.Str("spec", "region") ?? "");
        Zones = [.. cluster.Strings("spec", "zones")];
        RepellingTaints = [.. cluster.Objects("spec", "taints").Where(t => t.Str("effect") is "NoSchedule" or "NoExecute")];
        IsRepelling = RepellingTaints.Count > 0;
        Kinds = SharedNames.Of(cluster.Objects("status", "apiEnablements").SelectMany(e => e.Objects("resources").Select(r => KindName(e.Str("groupVersion"), r.Str("kind")))));
        Summary = cluster.Obj("status", "resourceSummary");
        Models = Summary?.Arr("allocatableModelings") is { Count: > 0 } && cluster.Arr("spec", "resourceModels") is { Count: > 0 } models ? models : null;
        Resources = SharedNames.Of((Summary.Obj("allocatable") ?? []).Select(r => r.Key));
        _free = [.. Resources.Names.Select(resource => resource == "cpu" ? Left(resource).Milli : Left(resource).Units)];
        FreePods = Summary is null ? 0 : Left("pods").Units;
    }

    /// <summary>Those of a document that does not change any more, as documents of a cache do not.</summary>
    public static ClusterFacts Of(JsonObject cluster) => Known.GetValue(cluster, c => new(c));

    /// <summary>Those of many. Most of them are the same from one binding to the next, at the same place: to see that costs less than to look each of them up.</summary>
    public static ReadOnlySpan<ClusterFacts> Of(IReadOnlyList<JsonObject> clusters)
    {
        var last = _last ?? new([], []);
        var same = 0;
        while (same < last.Clusters.Length && same < clusters.Count && ReferenceEquals(last.Clusters[same], clusters[same]))
            same++;
        if (same == clusters.Count && same == last.Clusters.Length)
            return last.Facts;
        JsonObject[] all = [.. clusters];
        var facts = new ClusterFacts[all.Length];
        for (var i = 0; i < all.Length; i++)
            facts[i] = i < last.Clusters.Length && ReferenceEquals(last.Clusters[i], all[i]) ? last.Facts[i] : Of(all[i]);
        _last = new(all, facts);
        return facts;
    }

    /// <summary>How <see cref="Kinds"/> names a kind.</summary>
    public static string KindName(string? groupVersion, string? kind) => $"{groupVersion}/{kind}";

    public string Name { get; }
    public IReadOnlyDictionary<string, string> Labels { get; }
    public bool IsDeleting { get; }
    public string Provider { get; }
    public string Region { get; }
    public IReadOnlyList<string> Zones { get; }
    public IReadOnlyList<JsonObject> RepellingTaints { get; }
    /// <summary>Whether it has such taints.</summary>
    public bool IsRepelling { get; }
    public JsonObject? Summary { get; }
    /// <summary>The grades of nodes, where the summary counts nodes by grade.</summary>
    public JsonArray? Models { get; }
    public long FreePods { get; }

    /// <summary>The kinds that it serves.</summary>
    public SharedNames Kinds { get; }

    /// <summary>What its nodes have; <see cref="Free"/> is in the same order.</summary>
    public SharedNames Resources { get; }

    /// <summary>What is neither allocated nor being allocated: thousandths of cpu, units of all else.</summary>
    public ReadOnlySpan<long> Free => _free;

    /// <summary>The group it belongs to when clusters are spread by a field.</summary>
    public string Group(string field) => field switch
    {
        "cluster" => Name,
        "region" => Region,
        "zone" => string.Join(',', Zones.Order(StringComparer.Ordinal)),
        _ => _cluster.Str("spec", field) ?? "",
    };

    private Quantity Left(string resource) => Amount("allocatable", resource) - Amount("allocated", resource) - Amount("allocating", resource);

    private Quantity Amount(string part, string resource) => Quantity.From(Summary.At(part, resource)) ?? Quantity.Zero;

    private sealed record Together(JsonObject[] Clusters, ClusterFacts[] Facts);
}
