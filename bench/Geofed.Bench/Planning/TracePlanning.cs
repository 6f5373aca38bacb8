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
        var small = SmallSeeds.Select(SmallProblems.Of).ToList();
        measurements.Add(new("planning: points of 20 small problems", small.Sum(p => PlacementPlanner.Plan(p).After.Points), "GPU-h", "the solver's optimum", small.Sum(ExactPlan.PointsOf)) { Aim = "under 1.05" });
        return measurements;
    }

    /// <summary>The traces are played beside each other.</summary>
    private static async Task<(double Utilisation, double WaitHours, double MovedTB, double UserMs)> MeanAsync(IReadOnlyList<Trace> traces, Func<Placer> placer, CancellationToken ct)
    {
        var results = await Task.WhenAll(traces.Select(trace => Task.Run(() => Playback.Of(trace, placer()), ct)));
        return (results.Average(r => r.Utilisation), results.Average(r => r.WaitHours), results.Average(r => r.MovedTB), results.Average(r => r.UserMs));
    }
}
