namespace Geofed.Placement.Scheduling;

/// <summary>
/// The combinations of regions that satisfy a spread, told by the regions' places (pkg/scheduler/core/spreadconstraint/select_groups.go): depth first; one that
/// satisfies is not extended.
/// </summary>
/// <param name="regions">The score of each region, which is not negative, and how many clusters it has, which is one at least.</param>
/// <param name="groups">Between how many regions.</param>
/// <param name="clusters">How many clusters at least.</param>
internal sealed class RegionPaths(IReadOnlyList<(long Score, int Clusters)> regions, SpreadConstraint groups, long clusters)
{
    private static readonly Comparer<(long Score, int Clusters)> Order = Comparer<(long Score, int Clusters)>.Default;

    /// <summary>The one of the highest score, then of the most clusters, then the first; null when there is none.</summary>
    public List<int>? Best()
    {
        var most = Most();
        // Every region has a cluster: nothing has to be longer than this.
        var longest = Math.Min(groups.MaxGroups, Math.Max(1, Math.Max(groups.MinGroups, clusters)));
        List<int>? best = null;
        var reached = (Score: 0L, Clusters: 0);
        Walk([], 0, default, (path, sum) =>
        {
            if (best is null || Order.Compare(sum, reached) > 0)
                (best, reached) = ([.. path], sum);
        }, (path, sum, from) =>
        {
            var more = (int)longest - path.Count;
            return best is null || Order.Compare((sum.Score + more * most[from].Score, sum.Clusters + more * most[from].Clusters), reached) > 0;
        });
        return best;
    }

    /// <summary>Shows all of them, in the order in which they are found. The list that is shown holds one after the other.</summary>
    public void Each(Action<List<int>> show) => Walk([], 0, default, (path, _) => show(path), (_, _, _) => true);

    private void Walk(List<int> path, int from, (long Score, int Clusters) sum, Action<List<int>, (long, int)> show, Func<List<int>, (long Score, int Clusters), int, bool> isWorthwhile)
    {
        var count = path.Count;
        if (count > 0 && count >= groups.MinGroups && count <= groups.MaxGroups && sum.Clusters >= clusters)
        {
            show(path, sum);
            return;
        }
        if (count >= groups.MaxGroups)
            return;
        for (var i = from; i < regions.Count && isWorthwhile(path, sum, i); i++)
        {
            path.Add(i);
            Walk(path, i + 1, (sum.Score + regions[i].Score, sum.Clusters + regions[i].Clusters), show, isWorthwhile);
            path.RemoveAt(count);
        }
    }

    /// <summary>The highest score and the most clusters that a region has, from each place on.</summary>
    private (long Score, int Clusters)[] Most()
    {
        var most = new (long Score, int Clusters)[regions.Count];
        var (score, count) = (0L, 0);
        for (var i = regions.Count - 1; i >= 0; i--)
            most[i] = (score, count) = (Math.Max(score, regions[i].Score), Math.Max(count, regions[i].Clusters));
        return most;
    }
}
