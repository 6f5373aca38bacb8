namespace Geofed.Placement.Planning;

/// <summary>Adds up what a layout comes to. Pure.</summary>
internal static class LayoutTotals
{
    /// <summary>More than anything else can cost: nothing that runs is sent back to wait, which is for preemption to do and not for a plan.</summary>
    private const double Forbidden = 1e9;

    public static PlanTotals Of(LayoutFacts facts, Layout layout)
    {
        var (problem, weights) = (facts.Problem, facts.Problem.Weights);
        var (totals, points, userMs, userReplicas) = (new PlanTotals(), 0.0, 0.0, 0);
        var waiting = new List<int>();
        for (var w = 0; w < problem.Workloads.Count; w++)
        {
            if (problem.Workloads[w] is PlanningJob job)
            {
                var cluster = Where(facts, layout, w);
                if (cluster is null)
                    waiting.Add(w);
                points += cluster is null && job.IsRunning ? Forbidden : 0;
                var moved = job.IsRunning && (cluster is not { } there || facts.Held[w][there] == 0);
                var lost = moved ? job.Unsaved.TotalHours * job.Claim.Size * job.Pods : 0;
                points += lost + (moved ? weights.MovedJob : 0);
                totals = totals with { MovedJobs = totals.MovedJobs + (moved ? 1 : 0), LostGpuHours = totals.LostGpuHours + lost };
                if (cluster is not { } c)
                    continue;
                var price = facts.Free[c].Price(job.Claim, layout.Packings[c].Holds[w]);
                points += JobPoints.Of(problem, job, c, price);
                totals = totals with
                {
                    GpusInUse = totals.GpusInUse + layout.Pods(w, c) * job.Claim.Gpus,
                    MovedGB = totals.MovedGB + JobPoints.MovedGB(problem, job, c),
                    GigabyteThousandKm = totals.GigabyteThousandKm + JobPoints.GigabyteThousandKm(problem, job, c),
                    HourlyPrice = totals.HourlyPrice + price + JobPoints.NodePrice(problem, job, c, job.Pods),
                    Egress = totals.Egress + JobPoints.Egress(problem, job, c),
                };
            }
            else if (problem.Workloads[w] is PlanningService service)
            {
                var (placed, moved) = (layout.Placed(w), Moved(facts, layout, w));
                var missing = layout.Missing(w) + Shortage(problem, service, layout, w);
                var price = layout.Packings.Index().Sum(p => p.Item.Holds.TryGetValue(w, out var holds) ? facts.Free[p.Index].Price(service.Claim, holds) + JobPoints.NodePrice(problem, service, p.Index, holds.Sum(h => h.Pods)) : 0);
                points += Forbidden * Math.Max(0, facts.Held[w].Sum() - placed);
                points += facts.Importance[w] * missing * (service.Claim.Size + 1) * problem.Horizon.TotalHours
                    + weights.ReplicaMs * layout.UserMs(w) * placed + weights.MovedReplica * moved + weights.Price * price * problem.Horizon.TotalHours;
                totals = totals with
                {
                    GpusInUse = totals.GpusInUse + placed * service.Claim.Gpus,
                    MissingReplicas = totals.MissingReplicas + missing,
                    MovedReplicas = totals.MovedReplicas + moved,
                    HourlyPrice = totals.HourlyPrice + price,
                };
                if (service.Users.Count > 0)
                    (userMs, userReplicas) = (userMs + layout.UserMs(w) * placed, userReplicas + placed);
            }
        }
        var starts = waiting.Count == 0 ? null : QueueForecast.Of(problem, waiting, layout.Packings);
        foreach (var w in waiting)
        {
            var job = (PlanningJob)problem.Workloads[w];
            var start = starts!.TryGetValue(w, out var known) ? known : (At: problem.Horizon, Cluster: -1);
            points += facts.Importance[w] * start.At.TotalHours * (job.Claim.Size * job.Pods + 1)
                + (start.Cluster < 0 ? 0 : JobPoints.Of(problem, job, start.Cluster, (facts.Free[start.Cluster].Price(job.Claim) ?? 0) * job.Claim.Gpus * job.Pods));
            totals = totals with { Waiting = totals.Waiting + start.At };
        }
        return totals with { WaitingJobs = waiting.Count, UserMs = userReplicas == 0 ? 0 : userMs / userReplicas, Points = points };
    }

    private static int? Where(LayoutFacts facts, Layout layout, int workload)
    {
        for (var c = 0; c < facts.Problem.Clusters.Count; c++)
        {
            if (layout.Pods(workload, c) > 0)
                return c;
        }
        return null;
    }

    /// <summary>Replicas that begin in one cluster and end in another; those that had no room before are new, not moved.</summary>
    private static int Moved(LayoutFacts facts, Layout layout, int workload)
    {
        var (gone, come) = (0, 0);
        for (var c = 0; c < facts.Problem.Clusters.Count; c++)
        {
            var change = layout.Pods(workload, c) - facts.Held[workload][c];
            (gone, come) = (gone + Math.Max(0, -change), come + Math.Max(0, change));
        }
        return Math.Min(gone, come);
    }

    private static int Shortage(PlanningProblem problem, PlanningService service, Layout layout, int workload) => service.LeastByRegion.Count == 0 ? 0 :
        service.LeastByRegion.Sum(least => Math.Max(0, least.Value - problem.Clusters.Index().Where(c => c.Item.Region == least.Key).Sum(c => layout.Pods(workload, c.Index))));
}
