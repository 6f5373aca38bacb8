namespace Geofed.Placement.Scheduling;

/// <summary>Chooses regions and then clusters in them (pkg/scheduler/core/spreadconstraint/select_clusters_by_region.go, select_groups.go).</summary>
internal sealed class RegionSelection(SchedulingProblem problem, SpreadConstraint regions, SpreadConstraint clusters)
{
    private sealed record Region(string Name, BestFirst Clusters, long Score);

    /// <summary>A combination of regions: of two that are as good as each other the one that was found first is taken.</summary>
    private readonly record struct Path(List<Region> Regions, long Score, int Clusters)
    {
        /// <summary>The regions, the best first.</summary>
        public List<Region> Ordered => [.. Regions.OrderByDescending(r => r.Score).ThenBy(r => r.Name, StringComparer.Ordinal)];

        /// <summary>As it is now: while one walks, the same list holds one path after the other.</summary>
        public Path Kept() => this with { Regions = [.. Regions] };

        public int CompareTo(Path other) => Score == other.Score ? Clusters.CompareTo(other.Clusters) : Score.CompareTo(other.Score);
    }

    public IReadOnlyList<Candidate> Select(IReadOnlyList<Candidate> feasible)
    {
        var groups = feasible.GroupBy(c => c.Region).Select(g => (g.Key, Clusters: new BestFirst(g))).Select(g => new Region(g.Key, g.Clusters, Score(g.Clusters))).ToList();
        if (groups.Count < regions.MinGroups)
            throw ClusterSelection.Error("the number of feasible region is less than spreadConstraint.MinGroups");
        var chosen = Choose(groups);
        var most = (int)Math.Clamp(clusters.MaxGroups - chosen.Count, 0, int.MaxValue);
        var others = chosen.SelectMany(r => r.Clusters.Skip(1).Take(most)).ToList();
        others.Sort(Candidate.Compare);
        return [.. chosen.Select(r => r.Clusters.First()), .. others.Take(most)];
    }

    private long Score(BestFirst group)
    {
        if (problem.IsDuplicated)
        {
            var roomy = group.Where(c => c.Available >= problem.Replicas).ToList();
            return roomy.Count == 0 ? 0 : 1000L * roomy.Count + roomy.Sum(c => c.Score) / roomy.Count;
        }
        var target = (long)Math.Ceiling(problem.Replicas / (double)regions.MinGroups);
        var least = Math.Max(clusters.MinGroups, regions.MinGroups);
        var (count, room, score) = (0, 0L, 0L);
        foreach (var cluster in group)
        {
            count++;
            room += cluster.Available;
            score += cluster.Score;
            if (count >= least && room >= target)
                break;
        }
        return room < target ? 1000 * room + score / group.Count : 1000 * target + score / count;
    }

    private List<Region> Choose(List<Region> groups)
    {
        var ordered = groups.OrderBy(r => r.Clusters.Count).ThenByDescending(r => r.Score).ThenBy(r => r.Name, StringComparer.Ordinal).ToList();
        Path? best = null;
        Walk(ordered, path => best = best is null || path.CompareTo(best.Value) > 0 ? path.Kept() : best);
        if (best is null)
            throw ClusterSelection.Error("the number of clusters is less than the cluster spreadConstraint.MinGroups");
        // A path that is the beginning of the choice does with fewer regions.
        var choice = best.Value.Ordered;
        if (choice.Count <= regions.MinGroups)
            return choice;
        Walk(ordered, path =>
        {
            if (path.Regions.Count < choice.Count && path.Ordered is var shorter && shorter.SequenceEqual(choice.Take(shorter.Count)))
                choice = shorter;
        });
        return choice;
    }

    /// <summary>Depth first over combinations; one that satisfies is shown and not extended.</summary>
    private void Walk(List<Region> ordered, Action<Path> show) => Walk(ordered, 0, new([], 0, 0), show);

    private void Walk(List<Region> ordered, int from, Path path, Action<Path> show)
    {
        var count = path.Regions.Count;
        if (count >= regions.MinGroups && count <= regions.MaxGroups && count > 0 && path.Clusters >= clusters.MinGroups)
        {
            show(path);
            return;
        }
        if (count >= regions.MaxGroups)
            return;
        for (var i = from; i < ordered.Count; i++)
        {
            path.Regions.Add(ordered[i]);
            Walk(ordered, i + 1, path with { Score = path.Score + ordered[i].Score, Clusters = path.Clusters + ordered[i].Clusters.Count }, show);
            path.Regions.RemoveAt(count);
        }
    }
}
