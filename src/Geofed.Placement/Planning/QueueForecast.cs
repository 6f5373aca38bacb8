namespace Geofed.Placement.Planning;

/// <summary>When jobs that wait would start, by what is known of how long the others run: as room appears, by priority and then in their order; who does not fit is passed by.</summary>
internal static class QueueForecast
{
    /// <summary>A job that runs in a cluster until then.</summary>
    public readonly record struct Ending(TimeSpan At, int Cluster, int Workload, IReadOnlyList<NodeHold> Holds);

    /// <param name="waiting">By their places among the problem's workloads.</param>
    /// <param name="packings">By cluster.</param>
    /// <returns>Those that start before the horizon: when, and in which cluster.</returns>
    public static IReadOnlyDictionary<int, (TimeSpan At, int Cluster)> Of(PlanningProblem problem, IEnumerable<int> waiting, IReadOnlyList<Packing> packings)
    {
        var starts = new Dictionary<int, (TimeSpan, int)>();
        var ends = new PriorityQueue<Ending, (TimeSpan, int, int)>();
        foreach (var (c, packing) in packings.Index())
        {
            foreach (var (w, holds) in packing.Holds)
                Add(w, TimeSpan.Zero, c, holds);
        }
        var queue = waiting.OrderByDescending(w => problem.Workloads[w].Priority).ThenBy(w => w).ToList();
        var free = new FreeNodes?[packings.Count];
        while (queue.Count > 0 && ends.TryDequeue(out var end, out _))
        {
            var room = free[end.Cluster] ??= packings[end.Cluster].Free.Copy();
            room.Release(problem.Workloads[end.Workload].Claim, end.Holds);
            // Who ends at the same moment makes room together.
            if (ends.TryPeek(out var next, out _) && next.At == end.At && next.Cluster == end.Cluster)
                continue;
            foreach (var w in queue.ToList())
            {
                var job = problem.Workloads[w];
                if (!job.MayRunIn(problem.Clusters[end.Cluster].Name) || room.Take(job.Claim, job.Pods) is not { } holds)
                    continue;
                queue.Remove(w);
                starts[w] = (end.At, end.Cluster);
                Add(w, end.At, end.Cluster, holds);
            }
        }
        return starts;

        void Add(int w, TimeSpan from, int cluster, IReadOnlyList<NodeHold> holds)
        {
            if (problem.Workloads[w] is PlanningJob { Duration: { } duration } && from + duration < problem.Horizon)
                ends.Enqueue(new(from + duration, cluster, w, holds), (from + duration, cluster, w));
        }
    }
}
