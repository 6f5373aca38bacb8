using System.Diagnostics;
using System.Globalization;
using Geofed.Placement.Planning;

namespace Geofed.Bench;

/// <summary>Chooses the cluster for one job among 1,000 with 50,000 nodes, half of whose GPUs are taken; against a look at every node.</summary>
internal static class JobPlacement
{
    private const int Times = 101;
    private static readonly string[] Kinds = ["nvidia-l4", "nvidia-tesla-a100", "nvidia-h100-80gb"];

    public static Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var random = new Random(1);
        var clusters = Enumerable.Range(0, 1000).Select(i => new PlanningCluster($"member-{i:0000}", $"region-{i % 40}",
            [.. Enumerable.Range(0, 50).Select(_ => random.Next(3)).Select(kind => new PlanningNode(Kinds[kind], [random.Next(9), 96]) { GpuHourPrice = 1 + kind })])).ToList();
        var problem = new PlanningProblem(clusters, []) { Kilometres = (a, b) => 250 * Math.Abs(Number(a) - Number(b)) };
        var free = clusters.Select(c => new FreeNodes(c)).ToList();
        var measurements = new List<Measurement>();
        foreach (var (words, pods, gpus) in new[] { ("1 GPU", 1, 1), ("4 pods of 8 GPUs", 4, 8), ("1,000 pods of 8 GPUs, which fit nowhere", 1000, 8) })
        {
            var job = new PlanningJob("train", pods, new([gpus, 6 * gpus]) { NodeKinds = new HashSet<string> { Kinds[1], Kinds[2] } }) { DataRegions = ["region-7"], DataGB = 500 };
            if (JobChoice.Of(problem, job, free) is null == pods < 1000)
                throw new InvalidOperationException("The job is not where it should be.");
            measurements.Add(new($"job placement: {words}, 1,000 clusters with 50,000 nodes", Median(() => JobChoice.Of(problem, job, free), ct), "ms", "a look at every node", Median(() => clusters.Sum(c => c.Nodes.Count(n => job.Claim.Accepts(n.Kind) && n.Free[0] >= gpus)), ct)) { Aim = "under 5 ms" });
        }
        return Task.FromResult<IReadOnlyList<Measurement>>(measurements);
    }

    private static int Number(string region) => int.Parse(region["region-".Length..], CultureInfo.InvariantCulture);

    private static double Median(Action work, CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(1);)
            work();
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Measurement.Median(times);
    }
}
