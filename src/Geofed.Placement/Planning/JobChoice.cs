namespace Geofed.Placement.Planning;

/// <summary>Chooses the cluster for one job: of those that have room for all of it, the one where it costs least; of equals the one that it fills most.</summary>
public static class JobChoice
{
    /// <param name="free">What is free, in the order of the problem's clusters.</param>
    /// <returns>The cluster's place among the problem's clusters; null when it fits into none.</returns>
    public static int? Of(PlanningProblem problem, PlanningJob job, IReadOnlyList<FreeNodes> free)
    {
        foreach (var candidate in Candidates(problem, job, free))
        {
            if (free[candidate].Fits(job.Claim, job.Pods))
                return candidate;
        }
        return null;
    }

    /// <summary>Clusters that seem to have room, the best first.</summary>
    internal static IEnumerable<int> Candidates(PlanningProblem problem, PlanningJob job, IReadOnlyList<FreeNodes> free)
    {
        var candidates = new List<(double Points, long Room, int Cluster)>();
        for (var c = 0; c < problem.Clusters.Count; c++)
        {
            var room = job.MayRunIn(problem.Clusters[c].Name) ? free[c].AtMost(job.Claim) : 0;
            if (room >= job.Pods)
                candidates.Add((JobPoints.Of(problem, job, c, (free[c].Price(job.Claim) ?? 0) * job.Claim.Gpus * job.Pods), room, c));
        }
        candidates.Sort();
        return candidates.Select(c => c.Cluster);
    }
}
