using Geofed.Placement.Planning;
using Google.OrTools.Sat;

namespace Geofed.Placement.Tests.Planning;

/// <summary>
/// The best points that a placement can have, from a solver (OR-Tools CP-SAT). Pods that stay in their cluster stay on their nodes. Of jobs whose durations nobody knows, so that those
/// that wait do so until the horizon.
/// </summary>
internal sealed class ExactPlan
{
    private const double Scale = 1000;
    private readonly PlanningProblem _problem;
    private readonly CpModel _model = new();
    private readonly LinearExprBuilder _points = LinearExpr.NewBuilder();
    private readonly Dictionary<(int Cluster, int Node), LinearExprBuilder[]> _used = [];
    private readonly List<(IntVar Amount, PlanTotals Each)> _parts = [];

    private ExactPlan(PlanningProblem problem) => _problem = problem;

    /// <summary>What the best placement comes to: its points, GPUs in use, jobs that wait, gigabytes moved, and users' mean round trip.</summary>
    /// <exception cref="InvalidOperationException">The solver has not proved its answer in a minute.</exception>
    public static PlanTotals Of(PlanningProblem problem)
    {
        var plan = new ExactPlan(problem);
        foreach (var (c, cluster) in problem.Clusters.Index())
        {
            foreach (var (n, node) in cluster.Nodes.Index())
                plan._used[(c, n)] = [.. node.Free.Select(_ => LinearExpr.NewBuilder())];
        }
        var lowest = problem.Workloads.Select(w => w.Priority).Distinct().Order().ToList();
        foreach (var workload in problem.Workloads)
            plan.Add(workload, Math.Pow(problem.Weights.PriorityFactor, lowest.IndexOf(workload.Priority)));
        foreach (var ((c, n), used) in plan._used)
        {
            foreach (var (i, amount) in used.Index())
                plan._model.Add(amount <= problem.Clusters[c].Nodes[n].Free[i]);
        }
        plan._model.Minimize(plan._points);
        var solver = new CpSolver { StringParameters = "max_time_in_seconds:60 num_workers:2 random_seed:1" };
        return solver.Solve(plan._model) == CpSolverStatus.Optimal ? plan.Totals(solver) : throw new InvalidOperationException("The solver has not found an optimum.");
    }

    private PlanTotals Totals(CpSolver solver)
    {
        var parts = _parts.Select(p => (Amount: solver.Value(p.Amount), p.Each)).ToList();
        var flows = parts.Where(p => p.Each.UserMs > 0).ToList();
        return new()
        {
            Points = solver.ObjectiveValue / Scale,
            GpusInUse = parts.Sum(p => p.Amount * p.Each.GpusInUse),
            WaitingJobs = (int)parts.Sum(p => p.Amount * p.Each.WaitingJobs),
            MovedGB = parts.Sum(p => p.Amount * p.Each.MovedGB),
            UserMs = flows.Count == 0 ? 0 : flows.Sum(p => p.Amount * p.Each.UserMs) / flows.Sum(p => p.Amount),
        };
    }

    private void Add(PlanningWorkload workload, double importance)
    {
        var clusters = _problem.Clusters;
        var there = new IntVar[clusters.Count];
        var hours = _problem.Horizon.TotalHours;
        for (var c = 0; c < clusters.Count; c++)
        {
            there[c] = _model.NewIntVar(0, workload.MayRunIn(clusters[c].Name) ? workload.Pods : 0, "");
            var here = LinearExpr.NewBuilder();
            foreach (var (n, node) in clusters[c].Nodes.Index())
            {
                var pods = _model.NewIntVar(0, workload.Claim.Accepts(node.Kind) ? workload.Pods : 0, "");
                here.Add(pods);
                if (workload.Holds.TryGetValue(clusters[c].Name, out var holds))
                    _model.Add(pods >= Kept(there[c], workload.Pods, holds, n));
                foreach (var (i, used) in _used[(c, n)].Index())
                    used.AddTerm(pods, workload.Claim.Amounts[i]);
                Pay(pods, _problem.Weights.Price * node.GpuHourPrice * workload.Claim.Gpus * hours);
            }
            _model.Add(here == there[c]);
            _parts.Add((there[c], new() { GpusInUse = workload.Claim.Gpus }));
            if (!workload.Movable)
                _model.Add(there[c] == workload.HeldIn(clusters[c].Name));
        }
        var missing = _model.NewIntVar(0, workload.Pods, "");
        _model.Add(LinearExpr.Sum(there) + missing == workload.Pods);
        if (workload is PlanningJob job)
            Add(job, there, missing, importance * hours);
        else
            Add((PlanningService)workload, there, missing, importance * hours);
    }

    /// <summary>Of so many pods, those that stay on a node: the first ones stay.</summary>
    private IntVar Kept(IntVar there, int most, IReadOnlyList<NodeHold> holds, int node)
    {
        var (left, kept) = (_model.NewIntVar(0, most, ""), _model.NewIntVar(0, most, ""));
        _model.AddMaxEquality(left, [there - holds.TakeWhile(h => h.Node != node).Sum(h => h.Pods), LinearExpr.Constant(0)]);
        _model.AddMinEquality(kept, [left, LinearExpr.Constant(holds.Where(h => h.Node == node).Sum(h => h.Pods))]);
        return kept;
    }

    private void Add(PlanningJob job, IntVar[] there, IntVar missing, double importance)
    {
        var choices = new List<ILiteral>();
        for (var c = 0; c < there.Length; c++)
        {
            var chosen = _model.NewBoolVar("");
            choices.Add(chosen);
            _model.Add(there[c] == job.Pods * chosen);
            var cluster = _problem.Clusters[c];
            var km = job.DataRegions.Count == 0 || job.DataRegions.Contains(cluster.Region) ? 0 : job.DataRegions.Min(r => _problem.Kilometres(r, cluster.Region));
            Pay(chosen, _problem.Weights.GigabyteThousandKm * job.DataGB * km / 1000);
            _parts.Add((chosen, new() { MovedGB = km > 0 ? job.DataGB : 0 }));
            if (job.IsRunning && job.HeldIn(cluster.Name) == 0)
                Pay(chosen, Move(job));
        }
        var waits = _model.NewBoolVar("");
        choices.Add(waits);
        _model.AddExactlyOne(choices);
        Pay(waits, importance * (job.Claim.Size * job.Pods + 1));
        _parts.Add((waits, new() { WaitingJobs = 1 }));
        if (job.IsRunning)
            _model.Add(waits == 0);
        _model.Add(missing == job.Pods * waits);
    }

    private double Move(PlanningJob job) => _problem.Weights.MovedJob + job.Unsaved.TotalHours * job.Claim.Size * job.Pods;

    /// <summary>Its users are a flow to its replicas, counted in hundredths of a replica.</summary>
    private void Add(PlanningService service, IntVar[] there, IntVar missing, double importance)
    {
        Pay(missing, importance * (service.Claim.Size + 1));
        _model.Add(LinearExpr.Sum(there) >= _problem.Clusters.Sum(c => service.HeldIn(c.Name)));
        var all = service.Users.Sum(u => u.Share);
        var flows = service.Users.Select(_ => there.Select(_ => _model.NewIntVar(0, service.Pods * (long)all, "")).ToArray()).ToArray();
        foreach (var (u, user) in service.Users.Index())
        {
            _model.Add(LinearExpr.Sum(flows[u]) == (long)user.Share * LinearExpr.Sum(there));
            foreach (var (c, flow) in flows[u].Index())
            {
                var ms = _problem.RoundTripMs(user.Place, _problem.Clusters[c].Region);
                Pay(flow, _problem.Weights.ReplicaMs * ms / all);
                _parts.Add((flow, new() { UserMs = ms }));
            }
        }
        for (var c = 0; c < there.Length; c++)
        {
            _model.Add(LinearExpr.Sum(flows.Select(f => f[c])) == (long)all * there[c]);
            if (service.Holds.Count == 0)
                continue;
            var come = _model.NewIntVar(0, service.Pods, "");
            _model.Add(come >= there[c] - service.HeldIn(_problem.Clusters[c].Name));
            Pay(come, _problem.Weights.MovedReplica);
        }
    }

    /// <summary>Rounded down, so that it stays a bound.</summary>
    private void Pay(IntVar amount, double points) => _points.AddTerm(amount, (long)Math.Floor(points * Scale));
}
