namespace Geofed.Placement.Planning;

/// <summary>One way to place everything: how many pods of each workload are in each cluster, all of them with room on nodes. A changed layout is another one.</summary>
internal sealed class Layout
{
    private readonly LayoutFacts _facts;
    private readonly int[][] _pods;
    private readonly Packing[] _packings;
    private readonly double[] _userMs;

    private Layout(LayoutFacts facts, int[][] pods, Packing[] packings, double[] userMs)
    {
        (_facts, _pods, _packings, _userMs) = (facts, pods, packings, userMs);
        Totals = LayoutTotals.Of(facts, this);
    }

    public PlanTotals Totals { get; }

    public double Points => Totals.Points;

    public IReadOnlyList<Packing> Packings => _packings;

    /// <summary>As it is now.</summary>
    public static Layout Current(LayoutFacts facts) => Of(facts, [.. facts.Held.Select(row => (int[])row.Clone())]);

    /// <summary>Only what must stay as it is.</summary>
    public static Layout OfFixed(LayoutFacts facts) => Of(facts, [.. facts.Held.Select((row, w) => facts.Problem.Workloads[w].Movable ? new int[row.Length] : (int[])row.Clone())]);

    public int Pods(int workload, int cluster) => _pods[workload][cluster];

    public int Placed(int workload) => _pods[workload].Sum();

    /// <summary>Pods that are nowhere. A job that runs lacks none: what it has done already need not run again.</summary>
    public int Missing(int workload) => _facts.Problem.Workloads[workload] is PlanningJob job
        ? Placed(workload) > 0 ? 0 : job.Pods
        : Math.Max(0, _facts.Problem.Workloads[workload].Pods - Placed(workload));

    public double UserMs(int workload) => _userMs[workload];

    /// <summary>With so many pods more, or fewer; null when they do not fit.</summary>
    public Layout? With(params IReadOnlyList<(int Workload, int Cluster, int Pods)> changes)
    {
        var pods = (int[][])_pods.Clone();
        foreach (var row in changes.GroupBy(c => c.Workload))
        {
            pods[row.Key] = (int[])pods[row.Key].Clone();
            foreach (var change in row)
                pods[row.Key][change.Cluster] += change.Pods;
        }
        var packings = (Packing[])_packings.Clone();
        foreach (var c in changes.Select(change => change.Cluster).Distinct())
        {
            if (Pack(_facts, pods, c) is not { } packing)
                return null;
            packings[c] = packing;
        }
        var userMs = (double[])_userMs.Clone();
        foreach (var w in changes.Select(change => change.Workload).Distinct())
            userMs[w] = Ms(_facts, pods, w);
        return new(_facts, pods, packings, userMs);
    }

    private static Layout Of(LayoutFacts facts, int[][] pods) => new(
        facts, pods,
        // Who is on nodes needs no room beside.
        [.. facts.Problem.Clusters.Select((_, c) => Pack(facts, pods, c)!)],
        [.. facts.Problem.Workloads.Select((_, w) => Ms(facts, pods, w))]);

    private static Packing? Pack(LayoutFacts facts, int[][] pods, int cluster) =>
        Packing.Of(facts.Problem, facts.Free[cluster], facts.Problem.Clusters[cluster].Name, w => pods[w][cluster]);

    private static double Ms(LayoutFacts facts, int[][] pods, int workload) =>
        facts.Problem.Workloads[workload] is PlanningService { Users.Count: > 0 } service ? UserRouting.MeanMs(facts.Problem, service, pods[workload]) : 0;
}
