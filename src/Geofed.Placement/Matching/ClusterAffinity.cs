using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Matching;

/// <summary>Whether a Cluster is among those that an affinity means (pkg/util/selector.go ClusterMatches). All given parts must hold; nothing given means every cluster.</summary>
public static class ClusterAffinity
{
    public static bool Matches(JsonObject? affinity, JsonObject cluster)
    {
        if (affinity is null)
            return true;
        var name = cluster.Name();
        if (affinity.Strings("exclude").Contains(name))
            return false;
        if (affinity.Obj("labelSelector") is { } selector && !LabelSelector.From(selector).Matches(cluster.StringMap("metadata", "labels")))
            return false;
        if (!affinity.Objects("fieldSelector", "matchExpressions").All(e => MatchesField(LabelRequirement.From(e), cluster.Obj("spec"))))
            return false;
        return affinity.Arr("clusterNames") is not { Count: > 0 } || affinity.Strings("clusterNames").Contains(name);
    }

    private static bool MatchesField(LabelRequirement requirement, JsonObject? spec)
    {
        if (requirement.Key == "zone")
            return MatchesZones(requirement, [.. spec.Strings("zones")]);
        var fields = new Dictionary<string, string>();
        foreach (var key in new[] { "provider", "region" })
        {
            if (spec.Str(key) is { Length: > 0 } value)
                fields[key] = value;
        }
        return requirement.Matches(fields);
    }

    private static bool MatchesZones(LabelRequirement requirement, string[] zones) => requirement.Operator switch
    {
        LabelOperator.In => zones.Intersect(requirement.Values).Any(),
        LabelOperator.NotIn => !zones.Intersect(requirement.Values).Any(),
        LabelOperator.Exists => zones.Length > 0,
        LabelOperator.DoesNotExist => zones.Length == 0,
        _ => false,
    };
}
