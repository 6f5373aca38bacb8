using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Matching;

/// <summary>Whether a Cluster is among those that an affinity means (pkg/util/selector.go ClusterMatches). All given parts must hold; nothing given means every cluster.</summary>
public sealed class ClusterAffinity
{
    private readonly HashSet<string> _excluded;
    private readonly HashSet<string> _names;
    private readonly LabelSelector? _labels;
    private readonly List<LabelRequirement> _fields;

    /// <param name="affinity">Null means every cluster.</param>
    public ClusterAffinity(JsonObject? affinity)
    {
        _excluded = [.. affinity.Strings("exclude")];
        _names = [.. affinity.Strings("clusterNames")];
        _labels = affinity.Obj("labelSelector") is { } selector ? LabelSelector.From(selector) : null;
        _fields = [.. affinity.Objects("fieldSelector", "matchExpressions").Select(LabelRequirement.From)];
    }

    public static bool Matches(JsonObject? affinity, JsonObject cluster) => new ClusterAffinity(affinity).Matches(new ClusterFacts(cluster));

    internal bool Matches(ClusterFacts cluster) =>
        !_excluded.Contains(cluster.Name)
        && (_labels is null || _labels.Matches(cluster.Labels))
        && (_fields.Count == 0 || _fields.TrueForAll(f => MatchesField(f, cluster)))
        && (_names.Count == 0 || _names.Contains(cluster.Name));

    private static bool MatchesField(LabelRequirement requirement, ClusterFacts cluster)
    {
        if (requirement.Key == "zone")
            return MatchesZones(requirement, cluster.Zones);
        var fields = new Dictionary<string, string>();
        if (cluster.Provider.Length > 0)
            fields["provider"] = cluster.Provider;
        if (cluster.Region.Length > 0)
            fields["region"] = cluster.Region;
        return requirement.Matches(fields);
    }

    private static bool MatchesZones(LabelRequirement requirement, IReadOnlyList<string> zones) => requirement.Operator switch
    {
        LabelOperator.In => zones.Intersect(requirement.Values).Any(),
        LabelOperator.NotIn => !zones.Intersect(requirement.Values).Any(),
        LabelOperator.Exists => zones.Count > 0,
        LabelOperator.DoesNotExist => zones.Count == 0,
        _ => false,
    };
}
