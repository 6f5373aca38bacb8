using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Rollouts;

/// <summary>What is to become of a rollout.</summary>
public enum RolloutPhase
{
    /// <summary>The wave is not healthy yet.</summary>
    Progressing,

    /// <summary>The wave is healthy, and the next may begin.</summary>
    WaveDone,

    /// <summary>The last wave is healthy.</summary>
    Done,

    /// <summary>The wave cannot become healthy, or did not in time. The clusters of later waves have what they had.</summary>
    Failed,
}

/// <summary>How a rollout's wave is doing, and which cluster says so.</summary>
public sealed record RolloutVerdict(RolloutPhase Phase, string Message)
{
    /// <param name="binding">The workload's binding, with its aggregatedStatus.</param>
    public static RolloutVerdict Of(RolloutPlan plan, JsonObject binding, DateTimeOffset now)
    {
        var wave = plan.Waves[plan.Current];
        // A cluster that the workload has left meanwhile holds nothing up.
        var targets = binding.Objects("spec", "clusters").Select(t => t.Str("name")).ToHashSet();
        var items = binding.Objects("status", "aggregatedStatus").ToDictionary(i => i.Str("clusterName") ?? "");
        var waiting = wave.Clusters.Where(targets.Contains).Where(c => !IsUpdated(items.GetValueOrDefault(c), plan.Generation)).ToList();
        if (waiting.Count == 0)
            return new(plan.Current == plan.Waves.Count - 1 ? RolloutPhase.Done : RolloutPhase.WaveDone, $"wave {wave.Name} is healthy");
        var why = string.Join("; ", waiting.Select(c => $"{c}: {Why(items.GetValueOrDefault(c), plan.Generation)}"));
        return now - plan.Since > plan.Deadline
            ? new(RolloutPhase.Failed, $"wave {wave.Name} is not healthy after {plan.Deadline.TotalSeconds:0} s: {why}")
            : new(RolloutPhase.Progressing, $"wave {wave.Name} waits for {why}");
    }

    private static bool IsUpdated(JsonObject? item, long generation) =>
        item is not null && item.Bool("applied") == true && Generation(item, generation) >= generation && item.Str("health") is not "Unhealthy";

    private static string Why(JsonObject? item, long generation) => item switch
    {
        null => "it has no copy yet",
        _ when item.Bool("applied") != true => item.Str("appliedMessage") ?? "the change is not applied yet",
        _ when Generation(item, generation) < generation => "it has not reported on the change yet",
        _ => "it is not healthy",
    };

    /// <summary>A kind that does not report which generation it is made of is taken at its word.</summary>
    private static long Generation(JsonObject item, long otherwise) => item.Int("status", "resourceTemplateGeneration") ?? otherwise;
}
