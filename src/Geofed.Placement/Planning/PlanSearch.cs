namespace Geofed.Placement.Planning;

/// <summary>
/// Looks for a better layout: puts in what waits, then everything anew, the largest first; then again and again takes a few things out and puts them back where they cost least,
/// which moves one, swaps two, or has one make room for another. The best is kept. The same problem gives the same answer.
/// </summary>
internal sealed class PlanSearch(LayoutFacts facts)
{
    private const int Widest = 8, Few = 4, Many = 16;
    private const double Least = 1e-9;
    private const double Detour = 0.05;
    private readonly PlanningProblem _problem = facts.Problem;
    // Numbers that look random, and are the same every time.
    private readonly Random _random = new(20261);
    private int _left = facts.Problem.Budget;

    /// <summary>Part of a workload that is placed as one: a job, or some replicas.</summary>
    private readonly record struct Bundle(int Workload, int Pods);

    public Layout Run(Layout current)
    {
        var best = Better(current, Fill(current, Missing(current)));
        var anew = Layout.OfFixed(facts);
        best = Better(best, Fill(anew, Missing(anew)));
        // What is a little worse is gone on from, ever less so: some of what is better lies behind it.
        for (var at = best; _left > 0 && best.Points > Least; _left--)
        {
            var (rest, bundles) = TakeOut(at);
            if (bundles.Count == 0)
                continue;
            var next = Fill(rest, bundles);
            if (next.Points < at.Points + Detour * best.Points * _left / _problem.Budget)
                at = next;
            best = Better(best, next);
        }
        return Undo(current, best);
    }

    private static Layout Better(Layout a, Layout b) => b.Points < a.Points - Least ? b : a;

    /// <summary>What is nowhere, the most important and then the largest first. Replicas go in small groups, so that they can be divided.</summary>
    private List<Bundle> Missing(Layout layout) =>
    [
        .. Enumerable.Range(0, _problem.Workloads.Count)
            .Where(w => _problem.Workloads[w].Movable && layout.Missing(w) > 0)
            .OrderByDescending(w => facts.Importance[w]).ThenByDescending(w => _problem.Workloads[w].Claim.Size).ThenByDescending(w => _problem.Workloads[w].Claim.Size * layout.Missing(w))
            .SelectMany(w => Bundles(w, layout.Missing(w))),
    ];

    private IEnumerable<Bundle> Bundles(int workload, int pods)
    {
        var size = _problem.Workloads[workload] is PlanningJob ? pods : Math.Max(1, pods / Widest);
        for (var left = pods; left > 0; left -= size)
            yield return new(workload, Math.Min(size, left));
    }

    private Layout Fill(Layout layout, IReadOnlyList<Bundle> bundles) => bundles.Aggregate(layout, Put);

    /// <summary>Where it costs least, which may be nowhere. Replicas that fit nowhere together are parted.</summary>
    private Layout Put(Layout layout, Bundle bundle)
    {
        var (best, fitted) = (layout, false);
        foreach (var cluster in Candidates(layout, bundle).Take(Widest))
        {
            _left--;
            if (layout.With((bundle.Workload, cluster, bundle.Pods)) is not { } there)
                continue;
            (best, fitted) = (Better(best, there), true);
        }
        if (fitted || bundle.Pods == 1 || _problem.Workloads[bundle.Workload] is PlanningJob)
            return best;
        var half = bundle.Pods / 2;
        return Put(Put(layout, bundle with { Pods = half }), bundle with { Pods = bundle.Pods - half });
    }

    private IEnumerable<int> Candidates(Layout layout, Bundle bundle) => _problem.Workloads[bundle.Workload] is PlanningJob job
        ? JobChoice.Candidates(_problem, job, [.. layout.Packings.Select(p => p.Free)])
        : Enumerable.Range(0, _problem.Clusters.Count)
            .Where(c => _problem.Workloads[bundle.Workload].MayRunIn(_problem.Clusters[c].Name) && layout.Packings[c].Free.AtMost(_problem.Workloads[bundle.Workload].Claim) >= bundle.Pods)
            .OrderBy(c => facts.Nearness[bundle.Workload][c]).ThenBy(c => JobPoints.NodePrice(_problem, _problem.Workloads[bundle.Workload], c, 1));

    /// <summary>Takes out a few things from anywhere or from one cluster, or one thing and all that is in another cluster. What is put back first has the choice: something that waits, or that one.</summary>
    private (Layout Left, IReadOnlyList<Bundle> Bundles) TakeOut(Layout layout)
    {
        var waiting = Missing(layout);
        var (way, cluster) = (_random.Next(3), _random.Next(_problem.Clusters.Count));
        var movable = Enumerable.Range(0, _problem.Workloads.Count)
            .Where(w => _problem.Workloads[w].Movable)
            .SelectMany(w => Enumerable.Range(0, _problem.Clusters.Count).Where(c => layout.Pods(w, c) > 0).Select(c => (Workload: w, Cluster: c)))
            .ToArray();
        _random.Shuffle(movable);
        var chosen = way switch
        {
            0 => movable.Take(1 + _random.Next(Few)),
            1 => movable.Where(m => m.Cluster == cluster).Take(1 + _random.Next(Few)),
            _ => movable.Where(m => m.Cluster != cluster).Take(1).Concat(movable.Where(m => m.Cluster == cluster).Take(Many)),
        };
        var taken = chosen.Select(m => (m.Workload, m.Cluster, Pods: way == 2 ? layout.Pods(m.Workload, m.Cluster) : Some(m.Workload, layout.Pods(m.Workload, m.Cluster)))).ToList();
        // Packing fewer can fail, though rarely: by another order they had found room.
        if (taken.Count == 0 || layout.With([.. taken.Select(t => (t.Workload, t.Cluster, -t.Pods))]) is not { } rest)
            return (layout, []);
        var first = waiting.Count > 0 ? waiting.GetRange(_random.Next(waiting.Count), 1) : [];
        return (rest, [.. first, .. taken.SelectMany(t => Bundles(t.Workload, t.Pods)), .. waiting.Except(first).Take(Widest)]);
    }

    private int Some(int workload, int pods) => _problem.Workloads[workload] is PlanningJob ? pods : _random.Next(3) switch
    {
        0 => 1,
        1 => (pods + 1) / 2,
        _ => pods,
    };

    /// <summary>Leaves where it was what gains nothing by its move.</summary>
    private Layout Undo(Layout current, Layout best)
    {
        for (var w = 0; w < _problem.Workloads.Count; w++)
        {
            var changes = Enumerable.Range(0, _problem.Clusters.Count).Select(c => (w, c, current.Pods(w, c) - best.Pods(w, c))).Where(change => change.Item3 != 0).ToList();
            if (changes.Count > 0 && best.With(changes) is { } undone && undone.Points <= best.Points + Least)
                best = undone;
        }
        return best.Points < current.Points - Least ? best : current;
    }
}
