using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.KubeFed;

/// <summary>A ReplicaSchedulingPreference: how many replicas there are in all, and how they are divided.</summary>
/// <param name="HeedsPlacement">Only clusters of the object's own placement.</param>
/// <param name="Affinity">The clusters that the preference names; null for none.</param>
/// <param name="Strategy">Karmada's replicaScheduling.</param>
/// <param name="Bounds">The fewest and the most replicas of clusters; null without such.</param>
internal sealed record KubeFedReplicas(long Replicas, bool HeedsPlacement, JsonObject? Affinity, JsonObject Strategy, JsonObject? Bounds)
{
    public static bool IsAbout(JsonObject preference, JsonObject federated) => preference.Str("kind") == "ReplicaSchedulingPreference"
        && preference.Str("spec", "targetKind") == federated.Str("kind") && preference.Key() == federated.Key();

    public static KubeFedReplicas? For(FederatedObject federated, IEnumerable<JsonObject> all, Action<JsonObject, string> warn)
    {
        if (all.FirstOrDefault(o => IsAbout(o, federated.Source)) is not { } preference)
            return null;
        var clusters = preference.Obj("spec", "clusters") is { Count: > 0 } given ? given : new JsonObject { ["*"] = new JsonObject { ["weight"] = 1 } };
        var named = clusters.Select(c => c.Key).Where(name => name != "*").Order(StringComparer.Ordinal).ToList();
        var bounds = Bounded(clusters);
        if (bounds is not null)
            warn(preference, $"minReplicas and maxReplicas are carried over by an annotation that Geofed's control plane honours, and a real Karmada does not");
        foreach (var name in clusters.Where(c => (c.Value.Int("weight") ?? 0) == 0 && c.Value.Int("minReplicas") > 0).Select(c => c.Key))
            warn(preference, $"cluster {name} has minReplicas and no weight: it gets no replicas by Karmada's weights");
        if (preference.Bool("spec", "rebalance") != true)
            warn(preference, "rebalance is off: KubeFed leaves running replicas where they are, and Karmada divides by weights anew when the number changes");
        warn(preference, "KubeFed rounds shares up, heaviest first, and Karmada rounds by Webster's method: single replicas may be elsewhere");
        var everywhere = clusters.ContainsKey("*");
        return new(
            preference.Int("spec", "totalReplicas") ?? 0,
            preference.Bool("spec", "intersectWithClusterSelector") == true,
            everywhere ? [] : KubeFedPlacement.Named(named),
            new()
            {
                ["replicaSchedulingType"] = "Divided",
                ["replicaDivisionPreference"] = "Weighted",
                ["weightPreference"] = new JsonObject { ["staticWeightList"] = Weights(clusters, named) },
            },
            bounds);
    }

    /// <summary>"*" is every cluster that is not named: to Karmada the greatest weight that matches would count.</summary>
    private static JsonArray Weights(JsonObject clusters, List<string> named)
    {
        var weights = new JsonArray();
        foreach (var (name, preference) in clusters.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var weight = preference.Int("weight") ?? 0;
            if (weight <= 0)
                continue;
            var target = name != "*" ? new JsonObject { ["clusterNames"] = new JsonArray(name) }
                : named.Count == 0 ? [] : new JsonObject { ["exclude"] = new JsonArray([.. named.Select(n => JsonValue.Create(n))]) };
            weights.Add(new JsonObject { ["targetCluster"] = target, ["weight"] = weight });
        }
        return weights;
    }

    private static JsonObject? Bounded(JsonObject clusters)
    {
        var bounds = new JsonObject();
        foreach (var (name, preference) in clusters)
        {
            var bound = new JsonObject();
            if (preference.Int("minReplicas") is > 0 and var min)
                bound["min"] = min;
            if (preference.Int("maxReplicas") is { } max)
                bound["max"] = max;
            if (bound.Count > 0)
                bounds[name] = bound;
        }
        return bounds.Count > 0 ? bounds : null;
    }
}
