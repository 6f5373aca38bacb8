namespace Geofed.Placement.Planning;

/// <summary>Proposes a joint placement of everything in a problem: never one that is worse than the present one. Pure, and the same for the same problem.</summary>
public static class PlacementPlanner
{
    /// <exception cref="ArgumentException">Two workloads, or two clusters, have the same name.</exception>
    public static PlacementPlan Plan(PlanningProblem problem)
    {
        RefuseTwins("workloads", problem.Workloads.Select(w => w.Name));
        RefuseTwins("clusters", problem.Clusters.Select(c => c.Name));
        var facts = new LayoutFacts(problem);
        var current = Layout.Current(facts);
        var best = new PlanSearch(facts).Run(current);
        return new([.. Enumerable.Range(0, problem.Workloads.Count).SelectMany(w => Moves(facts, current, best, w))], current.Totals, best.Totals)
        {
            Placement = problem.Workloads.Index().ToDictionary(
                w => w.Item.Name,
                w => (IReadOnlyDictionary<string, int>)problem.Clusters.Index().Where(c => best.Pods(w.Index, c.Index) > 0).ToDictionary(c => c.Item.Name, c => best.Pods(w.Index, c.Index))),
        };
    }

    /// <summary>Where there are fewer pods now is paired with where there are more.</summary>
    private static IEnumerable<PlanMove> Moves(LayoutFacts facts, Layout current, Layout best, int workload)
    {
        var clusters = facts.Problem.Clusters;
        var changes = clusters.Select((c, i) => (Name: (string?)c.Name, Pods: best.Pods(workload, i) - current.Pods(workload, i))).Where(c => c.Pods != 0).ToList();
        var gone = new Queue<(string? Name, int Pods)>(changes.Where(c => c.Pods < 0).Select(c => (c.Name, -c.Pods)));
        var come = new Queue<(string? Name, int Pods)>(changes.Where(c => c.Pods > 0));
        if (gone.Count + come.Count == 0)
            yield break;
        var reason = MoveReasons.Of(facts, current, best, workload);
        while (gone.Count + come.Count > 0)
        {
            var from = gone.TryDequeue(out var g) ? g : (null, int.MaxValue);
            var to = come.TryDequeue(out var c) ? c : (null, int.MaxValue);
            var pods = Math.Min(from.Pods, to.Pods);
            yield return new(facts.Problem.Workloads[workload].Name, pods, from.Name, to.Name) { Reason = reason };
            if (from.Name is not null && from.Pods > pods)
                gone = new([(from.Name, from.Pods - pods), .. gone]);
            if (to.Name is not null && to.Pods > pods)
                come = new([(to.Name, to.Pods - pods), .. come]);
        }
    }

    private static void RefuseTwins(string what, IEnumerable<string> names)
    {
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twins)
            throw new ArgumentException($"Two {what} are named '{twins.Key}'.");
    }
}
