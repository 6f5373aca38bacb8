using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Policies;

/// <summary>
/// Which policy takes an object from the one that has claimed it (pkg/detector/preemption.go): only one that says <c>preemption: Always</c>. A namespaced one
/// takes from any cluster-wide one, and from a namespaced one of lower priority; a cluster-wide one only from a cluster-wide one of lower priority.
/// </summary>
public static class PolicyPreemption
{
    /// <summary>The policy that takes the object, or null when it stays.</summary>
    public static JsonObject? Preemptor(JsonObject o, JsonObject claimedBy, IEnumerable<JsonObject> policies, IEnumerable<JsonObject> clusterPolicies)
    {
        var owned = claimedBy.Namespace() is not null;
        var rivals = policies.Where(p => MayTake(p, claimedBy) && (!owned || IsHigher(p, claimedBy)));
        return PolicyMatcher.Best(o, rivals)
            ?? (owned ? null : PolicyMatcher.Best(o, clusterPolicies.Where(p => MayTake(p, claimedBy) && IsHigher(p, claimedBy))));
    }

    private static bool MayTake(JsonObject policy, JsonObject claimedBy) => policy.Str("spec", "preemption") == "Always" && policy.Key() != claimedBy.Key();

    private static bool IsHigher(JsonObject policy, JsonObject than) => (policy.Int("spec", "priority") ?? 0) > (than.Int("spec", "priority") ?? 0);
}
