using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Eviction;

/// <summary>
/// Taints that policies add to clusters by their conditions, and take away again (pkg/controllers/cluster/taint_policy.go): all conditions of a list
/// must hold, and an empty list never does.
/// </summary>
public static class ClusterTaintPolicies
{
    /// <summary>The taints after every policy; those given stay as they are.</summary>
    public static JsonArray Apply(JsonObject cluster, JsonArray taints, IEnumerable<JsonObject> policies)
    {
        var result = taints.Copy();
        foreach (var policy in policies.Where(p => ClusterAffinity.Matches(p.Obj("spec", "targetClusters"), cluster)).OrderBy(p => p.Name(), StringComparer.Ordinal))
        {
            var add = Hold(policy.Objects("spec", "addOnConditions"), cluster);
            var remove = !add && Hold(policy.Objects("spec", "removeOnConditions"), cluster);
            foreach (var taint in policy.Objects("spec", "taints"))
            {
                var present = result.FirstOrDefault(t => t.Str("key") == taint.Str("key") && t.Str("effect") == taint.Str("effect"));
                if (add && present is null)
                    result.Add(taint.Copy());
                else if (remove && present is not null)
                    result.Remove(present);
            }
        }
        return result;
    }

    private static bool Hold(IEnumerable<JsonObject> conditions, JsonObject cluster)
    {
        var all = conditions.ToList();
        return all.Count > 0 && all.All(condition =>
        {
            var status = cluster.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == condition.Str("conditionType")).Str("status");
            return status is not null && condition.Strings("statusValues").Contains(status) == (condition.Str("operator") == "In");
        });
    }
}
