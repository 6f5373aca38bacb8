namespace Geofed.Placement.Planning;

/// <summary>What runs in one cluster of a <see cref="Layout"/>, and on which of its nodes.</summary>
internal sealed record Packing(FreeNodes Free, IReadOnlyDictionary<int, IReadOnlyList<NodeHold>> Holds)
{
    /// <summary>Null when not all of it fits. Who is there stays on its nodes; then services, then jobs, the largest pods first: small ones fit into what is left.</summary>
    /// <param name="pods">By workload.</param>
    public static Packing? Of(PlanningProblem problem, FreeNodes all, string cluster, Func<int, int> pods)
    {
        var (free, holds) = (all.Copy(), new Dictionary<int, IReadOnlyList<NodeHold>>());
        var coming = new List<(int Workload, int Pods)>();
        for (var w = 0; w < problem.Workloads.Count; w++)
        {
            if (pods(w) is not (> 0 and var count))
                continue;
            var workload = problem.Workloads[w];
            var kept = workload.Holds.TryGetValue(cluster, out var held) ? First(held, count) : [];
            free.Take(workload.Claim, kept);
            holds[w] = kept;
            if (count - kept.Sum(h => h.Pods) is > 0 and var more)
                coming.Add((w, more));
        }
        foreach (var (w, more) in coming.OrderByDescending(c => problem.Workloads[c.Workload] is PlanningService).ThenByDescending(c => problem.Workloads[c.Workload].Claim.Size).ThenByDescending(c => c.Pods))
        {
            if (free.Take(problem.Workloads[w].Claim, more) is not { } taken)
                return null;
            holds[w] = [.. holds[w], .. taken];
        }
        return new(free, holds);
    }

    private static IReadOnlyList<NodeHold> First(IReadOnlyList<NodeHold> holds, int pods)
    {
        var first = new List<NodeHold>();
        foreach (var hold in holds)
        {
            if (pods <= 0)
                break;
            first.Add(hold with { Pods = Math.Min(hold.Pods, pods) });
            pods -= hold.Pods;
        }
        return first;
    }
}
