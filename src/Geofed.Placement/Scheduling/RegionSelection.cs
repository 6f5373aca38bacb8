namespace Geofed.Placement.Scheduling;

/// <summary>Chooses regions and then clusters in them (pkg/scheduler/core/spreadconstraint/select_clusters_by_region.go, select_groups.go).</summary>
internal sealed class RegionSelection(SchedulingProblem problem, SpreadConstraint regions, SpreadConstraint clusters)
{
    private sealed record Region(string Name, List<Candidate> Clusters, long Score);

    /// <summary>A combination of regions, in the order that it was found in.</summary>
    private sealed record Path(int Id, Region[] Regions, long Weight, int Value)
    {
        /// <summary>The regions, the best first.</summary>
        public List<Region> Ordered => [.. Regions.OrderByDescending(r => r.Score).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Candidate> Select(List<Candidate> sorted)
    {
        var groups = sorted.GroupBy(c => c.Region).Select(g => new Region(g.Key, [.. g], Score([.. g]))).ToList();
        if (groups.Count < regions.MinGroups)
            throw ClusterSelection.Error("the number of feasible region is less than spreadConstraint.MinGroups");
        var chosen = Choose(groups);
        var first = chosen.Select(r => r.Clusters[0]).ToList();
        var (names, taken) = (chosen.Select(r => r.Name).ToHashSet(), first.ToHashSet());
        // Sorted already, all together.
        var others = sorted.Where(c => names.Contains(c.Region) && !taken.Contains(c));
        return [.. first, .. others.Take((int)Math.Clamp(clusters.MaxGroups - first.Count, 0, int.MaxValue))];
    }

    private long Score(List<Candidate> group)
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
        var paths = new List<Path>();
        Walk(ordered, 0, [], 0, paths);
        if (paths.Count == 0)
            throw ClusterSelection.Error("the number of clusters is less than the cluster spreadConstraint.MinGroups");
        paths.Sort((a, b) => (b.Weight, b.Value, a.Id).CompareTo((a.Weight, a.Value, b.Id)));
        var choice = paths[0].Ordered;
        // A path that is the beginning of the choice does with fewer regions.
        foreach (var path in paths.Skip(1))
        {
            if (path.Regions.Length < choice.Count && path.Ordered is var shorter && shorter.SequenceEqual(choice.Take(shorter.Count)))
                choice = shorter;
        }
        return choice;
    }

    /// <summary>Depth first over combinations; one that satisfies is recorded and not extended.</summary>
    private void Walk(List<Region> ordered, int from, List<Region> path, int size, List<Path> found)
    {
        if (path.Count >= regions.MinGroups && path.Count <= regions.MaxGroups && path.Count > 0 && size >= clusters.MinGroups)
        {
            found.Add(new(found.Count, [.. path], path.Sum(r => r.Score), size));
            return;
        }
        if (path.Count >= regions.MaxGroups)
            return;
        for (var i = from; i < ordered.Count; i++)
        {
            path.Add(ordered[i]);
            Walk(ordered, i + 1, path, size + ordered[i].Clusters.Count, found);
            path.RemoveAt(path.Count - 1);
        }
    }
}
