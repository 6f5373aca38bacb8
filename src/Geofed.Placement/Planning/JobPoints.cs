namespace Geofed.Placement.Planning;

/// <summary>What it costs to run a job in a cluster, waiting aside. Pure.</summary>
internal static class JobPoints
{
    /// <param name="gpuPrice">Of all its GPUs an hour.</param>
    public static double Of(PlanningProblem problem, PlanningJob job, int cluster, double gpuPrice)
    {
        var (weights, hours) = (problem.Weights, Hours(problem, job));
        var money = (gpuPrice + NodePrice(problem, job, cluster, job.Pods)) * hours + Egress(problem, job, cluster);
        return weights.GigabyteThousandKm * GigabyteThousandKm(problem, job, cluster) + weights.ReplicaMs * job.Pods * NearMs(problem, job, cluster)
            + weights.Price * (job.Cheapest ? weights.CheapestFactor : 1) * money
            + weights.CarbonGram * Carbon(problem, job, cluster) * job.Claim.Size * job.Pods * hours;
    }

    /// <summary>What pods without GPUs cost an hour.</summary>
    public static double NodePrice(PlanningProblem problem, PlanningWorkload workload, int cluster, int pods) => workload.PodHour.GetValueOrDefault(problem.Clusters[cluster].Name) * pods;

    /// <summary>What carrying its data there costs.</summary>
    public static double Egress(PlanningProblem problem, PlanningJob job, int cluster) => job.Egress.GetValueOrDefault(problem.Clusters[cluster].Name);

    /// <summary>Grams a kilowatt hour; 0 where it does not matter.</summary>
    public static double Carbon(PlanningProblem problem, PlanningJob job, int cluster) => job.Carbon.GetValueOrDefault(problem.Clusters[cluster].Name);

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
