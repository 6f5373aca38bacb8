namespace Geofed.Placement.Scheduling;

/// <summary>Chooses regions and then clusters in them (pkg/scheduler/core/spreadconstraint/select_clusters_by_region.go, select_groups.go).</summary>
internal sealed class RegionSelection(SchedulingProblem problem, SpreadConstraint regions, SpreadConstraint clusters)
{
    private sealed record Region(string Name, BestFirst Clusters, long Score);

    public IReadOnlyList<Candidate> Select(IReadOnlyList<Candidate> feasible)
    {
        var byRegion = new Dictionary<string, List<Candidate>>();
        foreach (var candidate in feasible)
        {
            if (!byRegion.TryGetValue(candidate.Region, out var there))
                byRegion[candidate.Region] = there = [];
            there.Add(candidate);
        }
        var groups = new List<Region>(byRegion.Count);
        foreach (var (name, there) in byRegion)
        {
            var inOrder = new BestFirst(there);
            groups.Add(new(name, inOrder, Score(inOrder)));
        }
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
        groups.Sort((a, b) => a.Clusters.Count.CompareTo(b.Clusters.Count) is not 0 and var fewer ? fewer : ByScore(a, b));
        var paths = new RegionPaths([.. groups.Select(r => (r.Score, r.Clusters.Count))], regions, clusters.MinGroups);
        var choice = BestFirst(paths.Best() ?? throw ClusterSelection.Error("the number of clusters is less than the cluster spreadConstraint.MinGroups"));
        if (choice.Count <= regions.MinGroups)
            return choice;
        // A path that is the beginning of the choice does with fewer regions.
        paths.Each(path =>
        {
            if (path.Count < choice.Count && BestFirst(path) is var shorter && shorter.SequenceEqual(choice.Take(shorter.Count)))
                choice = shorter;
        });
        return choice;

        List<Region> BestFirst(List<int> path)
        {
            List<Region> best = [.. path.Select(i => groups[i])];
            best.Sort(ByScore);
            return best;
        }
    }

    private static int ByScore(Region a, Region b) => b.Score.CompareTo(a.Score) is not 0 and var better ? better : string.CompareOrdinal(a.Name, b.Name);
}
