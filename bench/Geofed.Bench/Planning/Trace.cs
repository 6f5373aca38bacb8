using Geofed.Model.Catalogue;
using Geofed.Placement.Planning;

namespace Geofed.Bench.Planning;

/// <summary>
/// A generated workload (docs/bench.md has its shape): clusters, jobs with the moments at which they come, and services whose users are elsewhere every few hours. A seed always gives the same.
/// </summary>
internal sealed record Trace(IReadOnlyList<PlanningCluster> Clusters, IReadOnlyList<TraceJob> Jobs, IReadOnlyList<PlanningService> Services)
{
    /// <summary>For how long jobs come.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(36);

    /// <summary>Users wake and sleep.</summary>
    public static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    private const double Load = 0.97;
    private const string L4 = "nvidia-l4", A100 = "nvidia-tesla-a100", H100 = "nvidia-h100-80gb";
    private static readonly string[] Regions = ["asia-east1", "asia-southeast1", "europe-west1", "europe-west4", "us-central1", "us-east4"];
    private static readonly (string Place, string Region)[] Places = [("Asia", "asia-northeast1"), ("Europe", "europe-west3"), ("America", "us-east5")];

    public static Trace Of(int seed)
    {
        var random = new Draws(seed);
        var clusters = Regions.Select(region => Cluster(random, region)).ToList();
        var services = Enumerable.Range(0, 10).Select(i => Service(random, i)).ToList();
        var gpus = clusters.Sum(c => c.Nodes.Sum(n => n.Free[0])) - services.Sum(s => s.Pods);
        var jobs = new List<TraceJob>();
        for (var at = TimeSpan.Zero; at < Length;)
        {
            var job = Job(random, jobs.Count, at);
            jobs.Add(job);
            // As much work comes as the GPUs can do, less a little: then, as in real clusters, there are times when much waits.
            at += TimeSpan.FromHours(random.Exponential(MeanGpuHours / (Load * gpus)));
        }
        return new(clusters, jobs, services);
    }

    /// <summary>The users of a service in one of its shifts.</summary>
    public static IReadOnlyList<UserShare> Users(PlanningService service, int shift) =>
        [.. service.Users.Index().Select(u => u.Item with { Share = service.Users[(u.Index + shift) % service.Users.Count].Share })];

    public static double Kilometres(string from, string to) => Apart(Region(from), Region(to));

    /// <summary>Light in glass, on cables that are two thirds longer than the great circle.</summary>
    public static double RoundTripMs(string place, string region) => 2 + 1.67 * 2 * Apart(Region(Places.First(p => p.Place == place).Region), Region(region)) / 200;

    private const double MeanGpuHours = 4.1;

    private static PlanningCluster Cluster(Draws random, string region) => new(region, region,
    [
        .. Enumerable.Repeat(new PlanningNode(L4, [4, 48]) { GpuHourPrice = 0.7 }, 4 + random.Below(5)),
        .. Enumerable.Repeat(new PlanningNode(A100, [8, 96]) { GpuHourPrice = 2.9 }, 3 + random.Below(3)),
        .. Enumerable.Repeat(new PlanningNode(H100, [8, 208]) { GpuHourPrice = 9.8 }, random.OneOf((1, 0), (1, 2), (1, 4))),
    ]);

    private static PlanningService Service(Draws random, int i) => new($"serve-{i}", 2 + random.Below(7), new([1, 8]) { NodeKinds = new HashSet<string> { L4 } })
    {
        Priority = 1,
        Users = [.. Places.Select(p => new UserShare(p.Place, 5 + random.Below(60)))],
    };

    private static TraceJob Job(Draws random, int i, TimeSpan at)
    {
        var (pods, gpus) = random.OneOf((60, (1, 1)), (12, (1, 2)), (12, (1, 4)), (10, (1, 8)), (4, (2, 8)), (2, (4, 8)));
        var kinds = gpus < 8 ? random.OneOf<string[]?>((50, null), (30, [L4]), (20, [A100])) : pods < 4 ? random.OneOf<string[]?>((40, [A100, H100]), (40, [A100]), (20, [H100])) : [A100, H100];
        var hours = Math.Min(48, 0.25 * random.LogNormal(1.7));
        return new(at, TimeSpan.FromHours(hours), new($"train-{i}", pods, new([gpus, 6 * gpus]) { NodeKinds = kinds?.ToHashSet() })
        {
            // What people say beforehand is only about right.
            Duration = TimeSpan.FromHours(hours * random.LogNormal(0.4)),
            DataRegions = random.Below(5) == 0 ? [] : [random.OneOf((45, "us-central1"), (35, "europe-west4"), (20, "asia-east1"))],
            DataGB = 100 * random.LogNormal(1.2),
        });
    }

    private static GcpRegion Region(string name) => GcpRegion.Find(name)!;

    private static double Apart(GcpRegion a, GcpRegion b)
    {
        var (north, east) = (double.DegreesToRadians(b.Latitude - a.Latitude) / 2, double.DegreesToRadians(b.Longitude - a.Longitude) / 2);
        var haversine = Math.Pow(Math.Sin(north), 2) + Math.Cos(double.DegreesToRadians(a.Latitude)) * Math.Cos(double.DegreesToRadians(b.Latitude)) * Math.Pow(Math.Sin(east), 2);
        return 2 * 6371 * Math.Asin(Math.Sqrt(haversine));
    }
}

/// <summary>A job of a <see cref="Trace"/>.</summary>
/// <param name="At">When it comes.</param>
/// <param name="Runs">How long it really runs; <see cref="PlanningJob.Duration"/> is what is known beforehand.</param>
internal sealed record TraceJob(TimeSpan At, TimeSpan Runs, PlanningJob Job);
