using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>An Indexed Job that is done when some of its indexes are (pkg/controller/job/success_policy.go).</summary>
internal static class SuccessPolicy
{
    /// <summary>The number of the first rule that is met; null when none is.</summary>
    public static int? Match(JsonObject job, IReadOnlySet<int> completed)
    {
        var number = 0;
        foreach (var rule in job.Objects("spec", "successPolicy", "rules"))
        {
            var counted = rule.Str("succeededIndexes") is { } text ? IndexSet.Parse(text, job.Count("spec", "completions")) : null;
            var done = counted?.Count(completed.Contains) ?? completed.Count;
            if (done >= (rule.Int("succeededCount") ?? counted?.Count ?? int.MaxValue))
                return number;
            number++;
        }
        return null;
    }
}
