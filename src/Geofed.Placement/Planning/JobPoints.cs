namespace Geofed.Placement.Planning;

/// <summary>What it costs to run a job in a cluster, waiting aside. Pure.</summary>
internal static class JobPoints
{
    /// <param name="price">Of all its GPUs an hour.</param>
    public static double Of(PlanningProblem problem, PlanningJob job, int cluster, double price) =>
        problem.Weights.GigabyteThousandKm * GigabyteThousandKm(problem, job, cluster) + problem.Weights.Price * price * Hours(problem, job)
        + problem.Weights.ReplicaMs * job.Pods * NearMs(problem, job, cluster);

    /// <summary>Its data times the way to it from where it lies nearest.</summary>
    public static double GigabyteThousandKm(PlanningProblem problem, PlanningJob job, int cluster) => job.DataGB * Kilometres(problem, job, cluster) / 1000;

    public static double Kilometres(PlanningProblem problem, PlanningJob job, int cluster)
    {
        var region = problem.Clusters[cluster].Region;
        return job.DataRegions.Count == 0 || job.DataRegions.Contains(region) ? 0 : job.DataRegions.Min(r => problem.Kilometres(r, region));
    }

    /// <summary>What is carried into the cluster's region.</summary>
    public static double MovedGB(PlanningProblem problem, PlanningJob job, int cluster) =>
        job.DataRegions.Count == 0 || job.DataRegions.Contains(problem.Clusters[cluster].Region) ? 0 : job.DataGB;

    /// <summary>The round trip to where it shall be near.</summary>
    public static double NearMs(PlanningProblem problem, PlanningJob job, int cluster) => job.Near is { } place ? problem.RoundTripMs(place, problem.Clusters[cluster].Region) : 0;

    public static double Hours(PlanningProblem problem, PlanningJob job) => (job.Duration ?? problem.Horizon).TotalHours;
}
