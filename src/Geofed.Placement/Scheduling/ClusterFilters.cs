using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>Why a cluster cannot take a workload (pkg/scheduler/framework/plugins).</summary>
internal static class ClusterFilters
{
    /// <summary>Every reason, in the order of the plugins' names; none means that the cluster is feasible.</summary>
    public static IEnumerable<string> Reasons(SchedulingProblem problem, JsonObject cluster)
    {
        var name = cluster.Name();
        if (!problem.IsTarget(name) && !ServesApi(problem, cluster))
            yield return "cluster(s) did not have the API resource";
        if (!problem.Accepts(cluster))
            yield return "cluster(s) did not match the placement cluster affinity constraint";
        if (problem.IsEvicted(name))
            yield return "cluster(s) is in the process of eviction";
        if (MissingProperty(problem, cluster) is { } property)
            yield return $"cluster(s) did not have {property}";
        if (!problem.IsTarget(name) && Tolerations.FirstUntolerated(cluster, problem.Placement) is { } taint)
            yield return $"cluster(s) had untolerated taint {{{Tolerations.Show(taint)}}}";
    }

    private static bool ServesApi(SchedulingProblem problem, JsonObject cluster) => cluster.Objects("status", "apiEnablements")
        .Where(e => e.Str("groupVersion") == problem.Spec.Str("resource", "apiVersion"))
        .Any(e => e.Objects("resources").Any(r => r.Str("kind") == problem.Spec.Str("resource", "kind")));

    private static string? MissingProperty(SchedulingProblem problem, JsonObject cluster)
    {
        foreach (var constraint in problem.Placement.Objects("spreadConstraints"))
        {
            var missing = constraint.Str("spreadByField") switch
            {
                "provider" when cluster.Str("spec", "provider") is null or "" => "provider property",
                "region" when cluster.Str("spec", "region") is null or "" => "region property",
                "zone" when cluster.Arr("spec", "zones") is not { Count: > 0 } => "zones property",
                null or "" when !problem.Options.RefuseSpreadAsKarmada && constraint.Str("spreadByLabel") is { Length: > 0 } label && cluster.Label(label) is null => $"label {label}",
                _ => null,
            };
            if (missing is not null)
                return missing;
        }
        return null;
    }
}
