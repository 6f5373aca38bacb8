namespace Geofed.Placement.Intents;

/// <summary>
/// Who is served where, so that the sum of all ways is the least that the room allows: successive shortest paths, one replica at a time. Of clusters that are
/// equally near the emptier one is taken.
/// </summary>
/// <param name="ms">By group of users and cluster.</param>
/// <param name="room">The most replicas of each cluster; may be made more between two calls.</param>
internal sealed class UserFlow(double[][] ms, long[] room)
{
    private const double Least = 1e-9;
    private readonly long[][] _flow = Array.ConvertAll(ms, row => new long[row.Length]);
    private readonly long[] _load = new long[room.Length];

    public IReadOnlyList<long> Load => _load;

    /// <summary>Replicas for a group in a cluster.</summary>
    public long this[int group, int cluster] => _flow[group][cluster];

    /// <summary>One replica more for a group. Others go elsewhere for it when that is better for all together.</summary>
    /// <returns>False when there is no room left.</returns>
    public bool Add(int group)
    {
        var (cost, via) = Ways(group);
        (int Group, int Cluster)? end = null;
        var least = double.PositiveInfinity;
        for (var g = 0; g < ms.Length; g++)
        {
            for (var c = 0; c < room.Length; c++)
            {
                if (_load[c] >= room[c])
                    continue;
                var way = cost[g] + ms[g][c];
                if (end is null || way < least - Least || way < least + Least && _load[c] < _load[end.Value.Cluster])
                    (least, end) = (way, (g, c));
            }
        }
        if (end is not { } last)
            return false;
        _load[last.Cluster]++;
        _flow[last.Group][last.Cluster]++;
        for (var g = last.Group; g != group;)
        {
            var (from, cluster) = via[g];
            _flow[g][cluster]--;
            _flow[from][cluster]++;
            g = from;
        }
        return true;
    }

    /// <summary>Moves single replicas, those to which it makes the least difference, until so many regions serve.</summary>
    /// <returns>False when there is no room in so many, or there are too few replicas.</returns>
    public bool SpreadOver(int regions, IReadOnlyList<string> regionOf)
    {
        while (true)
        {
            var loads = Enumerable.Range(0, room.Length).GroupBy(c => regionOf[c], c => _load[c]).ToDictionary(r => r.Key, r => r.Sum());
            if (loads.Values.Count(load => load > 0) >= regions)
                return true;
            var moves =
                from g in Enumerable.Range(0, ms.Length)
                from c in Enumerable.Range(0, room.Length)
                where _flow[g][c] > 0 && loads[regionOf[c]] > 1
                from d in Enumerable.Range(0, room.Length)
                where loads[regionOf[d]] == 0 && room[d] > 0
                select (Group: g, From: c, To: d);
            if (moves.OrderBy(m => ms[m.Group][m.To] - ms[m.Group][m.From]).ThenByDescending(m => _load[m.From]).Take(1).ToList() is not [var move])
                return false;
            _flow[move.Group][move.From]--;
            _flow[move.Group][move.To]++;
            _load[move.From]--;
            _load[move.To]++;
        }
    }

    /// <summary>What it costs that a group's replica stands for one of each other group, and over which cluster (Bellman-Ford).</summary>
    private (double[] Cost, (int From, int Cluster)[] Via) Ways(int group)
    {
        var (cost, via) = (new double[ms.Length], new (int, int)[ms.Length]);
        Array.Fill(cost, double.PositiveInfinity);
        cost[group] = 0;
        var changed = true;
        for (var round = 1; changed && round < ms.Length; round++)
        {
            changed = false;
            for (var a = 0; a < ms.Length; a++)
            {
                for (var b = 0; b < ms.Length && cost[a] < double.PositiveInfinity; b++)
                {
                    for (var c = 0; c < room.Length && b != group; c++)
                    {
                        var way = cost[a] + ms[a][c] - ms[b][c];
                        if (_flow[b][c] == 0 || way >= cost[b] - Least)
                            continue;
                        (cost[b], via[b], changed) = (way, (a, c), true);
                    }
                }
            }
        }
        return (cost, via);
    }
}
