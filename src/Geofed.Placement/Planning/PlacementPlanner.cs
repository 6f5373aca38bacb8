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

    /// <summary>Where there are more pods is paired with where there are fewer, and what is still more with those that wait.</summary>
    private static IEnumerable<PlanMove> Moves(LayoutFacts facts, Layout current, Layout best, int workload)
    {
        var changes = facts.Problem.Clusters.Select((c, i) => (c.Name, Pods: best.Pods(workload, i) - current.Pods(workload, i))).Where(c => c.Pods != 0).ToList();
        if (changes.Count == 0)
            yield break;
        var reason = MoveReasons.Of(facts, current, best, workload);
        var gone = new Stack<(string Name, int Pods)>(changes.Where(c => c.Pods < 0).Select(c => (c.Name, -c.Pods)).Reverse());
        foreach (var (to, more) in changes.Where(c => c.Pods > 0))
        {
            for (var left = more; left > 0;)
            {
                var from = gone.TryPop(out var g) ? g : (Name: null, Pods: left);
                var pods = Math.Min(from.Pods, left);
                yield return new(facts.Problem.Workloads[workload].Name, pods, from.Name, to) { Reason = reason };
                left -= pods;
                if (from.Name is { } name && from.Pods > pods)
                    gone.Push((name, from.Pods - pods));
            }
        }
    }

    private static void RefuseTwins(string what, IEnumerable<string> names)
    {
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twins)
            throw new ArgumentException($"Two {what} are named '{twins.Key}'.");
    }
}
