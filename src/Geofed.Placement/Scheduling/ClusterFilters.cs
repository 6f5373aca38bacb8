using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>Why a cluster cannot take a workload (pkg/scheduler/framework/plugins).</summary>
internal static class ClusterFilters
{
    /// <summary>Every reason, in the order of the plugins' names; null means that the cluster is feasible.</summary>
    public static List<string>? Reasons(SchedulingProblem problem, ClusterFacts cluster)
    {
        var isTarget = problem.IsTarget(cluster.Name);
        List<string>? reasons = null;
        if (!isTarget && !problem.IsServedBy(cluster))
            Add("cluster(s) did not have the API resource");
        if (!problem.Accepts(cluster))
            Add("cluster(s) did not match the placement cluster affinity constraint");
        if (problem.IsEvicted(cluster.Name))
            Add("cluster(s) is in the process of eviction");
        if (MissingProperty(problem, cluster) is { } property)
            Add($"cluster(s) did not have {property}");
        if (!isTarget && Tolerations.FirstUntolerated(cluster, problem.Placement) is { } taint)
            Add($"cluster(s) had untolerated taint {{{Tolerations.Show(taint)}}}");
        return reasons;

        void Add(string reason) => (reasons ??= []).Add(reason);
    }

    private static string? MissingProperty(SchedulingProblem problem, ClusterFacts cluster)
    {
        foreach (var (field, byLabel) in problem.Spreads)
        {
            var missing = field switch
            {
                "provider" when cluster.Provider.Length == 0 => "provider property",
                "region" when cluster.Region.Length == 0 => "region property",
                "zone" when cluster.Zones.Count == 0 => "zones property",
                null or "" when !problem.Options.RefuseSpreadAsKarmada && byLabel is { Length: > 0 } label && !cluster.Labels.ContainsKey(label) => $"label {label}",
                _ => null,
            };
            if (missing is not null)
                return missing;
        }
        return null;
    }
}
