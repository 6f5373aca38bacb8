using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;
using Geofed.Placement.Policies;

namespace Geofed.Placement.Overriding;

/// <summary>
/// Changes a manifest for one cluster as the override policies say (pkg/util/overridemanager): the cluster-wide policies first, then those of the
/// object's namespace; of each sort the least specific first, so that the most specific has the last word.
/// </summary>
public static class OverrideApplier
{
    /// <param name="manifest">Stays as it is.</param>
    /// <param name="clusterPolicies">ClusterOverridePolicies.</param>
    /// <param name="policies">OverridePolicies; those of other namespaces do not count.</param>
    /// <exception cref="OverrideException">A rule that applies cannot be carried out; nothing is to be sent to the cluster then.</exception>
    public static OverrideResult Apply(JsonObject manifest, JsonObject cluster, IEnumerable<JsonObject> clusterPolicies, IEnumerable<JsonObject> policies)
    {
        var o = manifest.Copy();
        var byCluster = ApplyAll(o, cluster, clusterPolicies);
        var byNamespace = ApplyAll(o, cluster, policies.Where(p => manifest.Namespace() is { } ns && p.Namespace() == ns));
        return new(o, byCluster, byNamespace);
    }

    private static List<AppliedOverride> ApplyAll(JsonObject o, JsonObject cluster, IEnumerable<JsonObject> policies)
    {
        var applied = new List<AppliedOverride>();
        foreach (var policy in Matching(o, policies))
        {
            foreach (var rule in Rules(policy).Where(rule => ClusterAffinity.Matches(rule.Obj("targetCluster"), cluster)))
            {
                var overriders = rule.Obj("overriders") ?? [];
                try
                {
                    Apply(o, overriders);
                }
                catch (Exception e) when (e is OverrideException or JsonPatchException or FormatException)
                {
                    throw new OverrideException($"{policy.Str("kind")} {policy.Key()} cannot be applied to {o.Str("kind")} {o.Key()} for cluster {cluster.Name()}: {e.Message}", e);
                }
                applied.Add(new(policy.Name(), overriders));
            }
        }
        return applied;
    }

    /// <summary>Evaluated before any of them is applied: labels that an override sets do not select others.</summary>
    private static List<JsonObject> Matching(JsonObject o, IEnumerable<JsonObject> policies) =>
    [
        .. policies.Select(policy => (Policy: policy, Level: Level(policy, o)))
            .Where(p => p.Level > ResourceSelector.None)
            .OrderBy(p => p.Level).ThenBy(p => p.Policy.Name(), StringComparer.Ordinal)
            .Select(p => p.Policy),
    ];

    private static int Level(JsonObject policy, JsonObject o) => policy.Arr("spec", "resourceSelectors") is { Count: > 0 }
        ? ResourceSelector.BestLevel(policy.Objects("spec", "resourceSelectors"), o)
        : ResourceSelector.All;

    /// <summary>A policy without rules is one rule itself, in the deprecated form.</summary>
    private static IEnumerable<JsonObject> Rules(JsonObject policy) => policy.Arr("spec", "overrideRules") is { Count: > 0 }
        ? policy.Objects("spec", "overrideRules")
        : policy.Obj("spec") is { } rule ? [rule] : [];

    private static void Apply(JsonObject o, JsonObject overriders)
    {
        foreach (var overrider in overriders.Objects("imageOverrider"))
            ImageOverrider.Apply(o, overrider);
        foreach (var overrider in overriders.Objects("commandOverrider"))
            ContainerWords.Apply(o, overrider, "command");
        foreach (var overrider in overriders.Objects("argsOverrider"))
            ContainerWords.Apply(o, overrider, "args");
        foreach (var overrider in overriders.Objects("labelsOverrider"))
            MetadataOverrider.Apply(o, overrider, "labels");
        foreach (var overrider in overriders.Objects("annotationsOverrider"))
            MetadataOverrider.Apply(o, overrider, "annotations");
        foreach (var overrider in overriders.Objects("fieldOverrider"))
            FieldOverrider.Apply(o, overrider);
        PlainText.Apply(o, overriders.Objects("plaintext"));
    }
}

/// <summary>A manifest for one cluster, and what has been applied to it, in order: one entry for each rule, even if it changed nothing.</summary>
public sealed record OverrideResult(JsonObject Object, IReadOnlyList<AppliedOverride> ClusterOverrides, IReadOnlyList<AppliedOverride> Overrides);

/// <summary>One rule of a policy that has been applied.</summary>
public sealed record AppliedOverride(string PolicyName, JsonObject Overriders);

/// <summary>An override cannot be carried out on an object.</summary>
public sealed class OverrideException(string message, Exception? inner = null) : Exception(message, inner);
