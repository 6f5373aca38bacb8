using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Policies;

/// <summary>Which policy an object that no policy has claimed belongs to (pkg/detector/policy.go, pkg/detector/compare.go).</summary>
public static class PolicyMatcher
{
    public static bool Matches(JsonObject o, JsonObject policy) =>
        !policy.IsDeleting() && (policy.Namespace() is null || policy.Namespace() == o.Namespace())
        && ResourceSelector.BestLevel(policy.Objects("spec", "resourceSelectors"), o) > ResourceSelector.None;

    /// <summary>A policy of the object's own namespace wins over every cluster-wide one.</summary>
    public static JsonObject? Match(JsonObject o, IEnumerable<JsonObject> policies, IEnumerable<JsonObject> clusterPolicies) =>
        Best(o, policies.Where(p => o.Namespace() is { } ns && p.Namespace() == ns)) ?? Best(o, clusterPolicies);

    /// <summary>Of several, the one of highest priority, then the most exact, then the first by name.</summary>
    public static JsonObject? Best(JsonObject o, IEnumerable<JsonObject> policies) => policies
        .Where(p => Matches(o, p))
        .OrderByDescending(p => p.Int("spec", "priority") ?? 0)
        .ThenByDescending(p => ResourceSelector.BestLevel(p.Objects("spec", "resourceSelectors"), o))
        .ThenBy(p => p.Name(), StringComparer.Ordinal)
        .FirstOrDefault();
}
