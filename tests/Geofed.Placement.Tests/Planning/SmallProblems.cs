using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

/// <summary>
/// Small problems that look like the large ones: clusters in four regions with nodes of two kinds, services with users in three places, many small jobs and a few that need whole nodes,
/// data in two of the regions; part of it already runs where it happened to fit. A seed always gives the same problem.
/// </summary>
internal static class SmallProblems
{
    private static readonly string[] Regions = ["us-central1", "europe-west4", "asia-east1", "southamerica-east1"];

    /// <summary>Degrees of longitude will do: distances only have to differ.</summary>
    private static readonly Dictionary<string, double> East = new()
    {
        ["us-central1"] = -96,
        ["europe-west4"] = 7,
        ["asia-east1"] = 121,
        ["southamerica-east1"] = -47,
        ["America"] = -90,
        ["Europe"] = 10,
        ["Asia"] = 110,
    };

    public static PlanningProblem Of(int seed)
    {
        var random = new Random(seed);
        var clusters = Regions.Take(3 + random.Next(2)).Select(region => Cluster(random, region)).ToList();
        var free = clusters.Select(c => new FreeNodes(c)).ToList();
        var workloads = new List<PlanningWorkload>();
        for (var i = 0; i < 2; i++)
            workloads.Add(Begun(random, Service(random, i), clusters, free));
        for (var i = 0; i < 9; i++)
            workloads.Add(Begun(random, Job(random, i), clusters, free));
        return new(clusters, workloads) { Kilometres = (a, b) => 90 * Apart(a, b), RoundTripMs = (a, b) => 2 + 1.5 * Apart(a, b) };
    }

    private static double Apart(string a, string b) => Math.Min(Math.Abs(East[a] - East[b]), 360 - Math.Abs(East[a] - East[b]));

    private static PlanningCluster Cluster(Random random, string region) => new(region, region,
        [.. Enumerable.Range(0, 2 + random.Next(2)).Select(i => i == 0 ? new PlanningNode("a100", [8, 96]) { GpuHourPrice = 3 } : new PlanningNode("l4", [4, 48]) { GpuHourPrice = 0.75 })])
    { FillsUp = true };

    private static PlanningService Service(Random random, int i) => new($"serve-{i}", 3 + random.Next(4), new([1, 4]) { NodeKinds = new HashSet<string> { "l4" } })
    {
        Priority = 1,
        Users = [new("America", 10 + 10 * random.Next(5)), new("Europe", 10 + 10 * random.Next(5)), new("Asia", 10 + 10 * random.Next(5))],
    };

    private static PlanningJob Job(Random random, int i)
    {
        var (pods, gpus) = random.Next(10) switch { < 5 => (1, 1), < 7 => (1, 2), < 9 => (1, 4), _ => (2, 4) };
        return new($"train-{i}", pods, new([gpus, 4 * gpus]) { NodeKinds = random.Next(3) == 0 ? new HashSet<string> { "a100" } : null })
        {
            Priority = random.Next(2),
            DataRegions = random.Next(4) == 0 ? [] : [Regions[random.Next(2)]],
            DataGB = 50 * random.Next(1, 20),
            Unsaved = TimeSpan.FromHours(random.Next(4)),
        };
    }

    /// <summary>About half of it runs already, in whichever cluster came first to hand.</summary>
    private static PlanningWorkload Begun(Random random, PlanningWorkload workload, List<PlanningCluster> clusters, List<FreeNodes> free)
    {
        var c = random.Next(clusters.Count);
        return random.Next(2) == 0 && free[c].Take(workload.Claim, workload.Pods) is { } holds
            ? workload with { Holds = new Dictionary<string, IReadOnlyList<NodeHold>> { [clusters[c].Name] = holds }, Movable = workload is PlanningService || random.Next(2) == 0 }
            : workload;
    }
}
