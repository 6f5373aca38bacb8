using Geofed.Placement.Planning;
using Geofed.Placement.Tests.Planning;

namespace Geofed.Bench.Planning;

/// <summary>Geofed's placement on generated workloads, against Karmada's dynamic weights and first fit; and on small problems against the optimum that a solver finds.</summary>
internal static class TracePlanning
{
    private static readonly int[] Seeds = [1, 2, 3];
    private static readonly int[] SmallSeeds = [.. Enumerable.Range(1, 20)];

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var traces = Seeds.Select(Trace.Of).ToList();
        var geofed = await MeanAsync(traces, () => new Planned(), ct);
        var measurements = new List<Measurement>();
        foreach (var (words, placer) in new (string, Func<Placer>)[] { ("Karmada's dynamic weights", () => new DynamicWeights()), ("first fit", () => new FirstFit()) })
        {
            var other = await MeanAsync(traces, placer, ct);
            measurements.AddRange(
                new("planning: GPUs in use", geofed.Utilisation, "%", words, other.Utilisation) { Aim = "over 1.00" },
                new("planning: mean wait of a job", geofed.WaitHours * 60, "min", words, other.WaitHours * 60) { Aim = "under 1.00" },
                new("planning: read from other regions", geofed.MovedTB, "TB", words, other.MovedTB) { Aim = "under 1.00" },
                new("planning: users' mean round trip", geofed.UserMs, "ms", words, other.UserMs) { Aim = "under 1.00" });
        }
        measurements.AddRange(AgainstTheOptimum());
        return measurements;
    }

    private static IEnumerable<Measurement> AgainstTheOptimum()
    {
        var small = SmallSeeds.Select(SmallProblems.Of).Select(p => (Plan: PlacementPlanner.Plan(p).After, Best: ExactPlan.Of(p))).ToList();
        foreach (var (what, unit, of, aim) in new (string, string, Func<PlanTotals, double>, string)[]
        {
            ("points", "GPU-h", t => t.Points, "under 1.05"),
            ("GPUs in use", "GPUs", t => t.GpusInUse, "over 0.95"),
            ("jobs that wait", "jobs", t => t.WaitingJobs, "under 1.05"),
            ("read from other regions", "GB", t => t.MovedGB, "under 1.05"),
            ("users' mean round trip, summed up", "ms", t => t.UserMs, "under 1.05"),
        })
            yield return new($"planning: {what} of {small.Count} small problems", small.Sum(s => of(s.Plan)), unit, "the solver's optimum", small.Sum(s => of(s.Best))) { Aim = aim };
    }

    /// <summary>The traces are played beside each other.</summary>
    private static async Task<(double Utilisation, double WaitHours, double MovedTB, double UserMs)> MeanAsync(IReadOnlyList<Trace> traces, Func<Placer> placer, CancellationToken ct)
    {
        var results = await Task.WhenAll(traces.Select(trace => Task.Run(() => Playback.Of(trace, placer()), ct)));
        return (results.Average(r => r.Utilisation), results.Average(r => r.WaitHours), results.Average(r => r.MovedTB), results.Average(r => r.UserMs));
    }
}
