namespace Geofed.Placement.Planning;

/// <summary>
/// What is free on the nodes of one cluster while a plan is made. Beside the nodes it keeps an index: of each kind, how many nodes have how many GPUs free; by that most clusters
/// without room are told at once, however many nodes they have.
/// </summary>
public sealed class FreeNodes
{
    private readonly NodeKind[] _kinds;
    private readonly int[] _kindOf;
    private readonly int[][] _blocks;
    private readonly long[] _free;
    private readonly int _width;
    private readonly bool _fillsUp;

    public FreeNodes(PlanningCluster cluster)
    {
        var nodes = cluster.Nodes;
        _width = nodes.Count == 0 ? 1 : nodes[0].Free.Count;
        _fillsUp = cluster.FillsUp;
        _free = [.. nodes.SelectMany(n => n.Free)];
        // Cheap nodes are taken first: those who could run anywhere leave the dear ones to those who need them.
        _kinds = [.. nodes.Index().GroupBy(n => (n.Item.Kind, n.Item.GpuHourPrice), n => n.Index)
            .OrderBy(g => g.Key.GpuHourPrice).ThenBy(g => g.Key.Kind, StringComparer.Ordinal)
            .Select(g => new NodeKind(g.Key.Kind, g.Key.GpuHourPrice, [.. g]))];
        _kindOf = new int[nodes.Count];
        foreach (var (index, kind) in _kinds.Index())
            Array.ForEach(kind.Nodes, node => _kindOf[node] = index);
        _blocks = Array.ConvertAll(_kinds, kind => new int[kind.Nodes.Max(Gpus) + 1]);
        for (var node = 0; node < nodes.Count; node++)
            _blocks[_kindOf[node]][Gpus(node)]++;
    }

    private FreeNodes(FreeNodes other)
    {
        (_kinds, _kindOf, _width, _fillsUp) = (other._kinds, other._kindOf, other._width, other._fillsUp);
        _free = [.. other._free];
        _blocks = Array.ConvertAll(other._blocks, counts => (int[])counts.Clone());
    }

    public FreeNodes Copy() => new(this);

    /// <summary>How many such pods there is room for by the index: never fewer than there is.</summary>
    public long AtMost(PodClaim claim)
    {
        var pods = 0L;
        for (var kind = 0; kind < _kinds.Length; kind++)
            pods += claim.Accepts(_kinds[kind].Name) ? AtMost(claim, kind) : 0;
        return pods;
    }

    /// <summary>What a GPU costs an hour on the cheapest nodes that seem to have room; null when none do.</summary>
    public double? Price(PodClaim claim)
    {
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            if (claim.Accepts(_kinds[kind].Name) && AtMost(claim, kind) > 0)
                return _kinds[kind].Price;
        }
        return null;
    }

    /// <summary>Whether so many pods find room, node by node.</summary>
    public bool Fits(PodClaim claim, long pods)
    {
        if (AtMost(claim) < pods)
            return false;
        foreach (var kind in _kinds)
        {
            if (!claim.Accepts(kind.Name))
                continue;
            foreach (var node in kind.Nodes)
            {
                if (pods <= 0)
                    return true;
                pods -= Room(claim, node);
            }
        }
        return pods <= 0;
    }

    /// <summary>Takes room for so many pods; null, and nothing is taken, when there is not enough.</summary>
    public IReadOnlyList<NodeHold>? Take(PodClaim claim, int pods)
    {
        if (AtMost(claim) < pods)
            return null;
        var taken = new SortedDictionary<int, int>();
        for (var pod = 0; pod < pods; pod++)
        {
            if (Choose(claim) is not { } node)
            {
                foreach (var (other, count) in taken)
                    Change(claim, other, -count);
                return null;
            }
            Change(claim, node, 1);
            taken[node] = taken.GetValueOrDefault(node) + 1;
        }
        return [.. taken.Select(t => new NodeHold(t.Key, t.Value))];
    }

    /// <summary>Takes room on certain nodes, whether there is any or not: somebody has it already.</summary>
    public void Take(PodClaim claim, IEnumerable<NodeHold> holds)
    {
        foreach (var hold in holds)
            Change(claim, hold.Node, hold.Pods);
    }

    public void Release(PodClaim claim, IEnumerable<NodeHold> holds)
    {
        foreach (var hold in holds)
            Change(claim, hold.Node, -hold.Pods);
    }

    /// <summary>What these GPUs cost an hour.</summary>
    public double Price(PodClaim claim, IEnumerable<NodeHold> holds) => holds.Sum(h => h.Pods * claim.Gpus * _kinds[_kindOf[h.Node]].Price);

    private long AtMost(PodClaim claim, int kind)
    {
        if (claim.Gpus == 0)
            return int.MaxValue;
        var (pods, counts) = (0L, _blocks[kind]);
        for (var gpus = (int)Math.Min(claim.Gpus, counts.Length); gpus < counts.Length; gpus++)
            pods += counts[gpus] * (gpus / claim.Gpus);
        return pods;
    }

    /// <summary>Of the cheapest kind that has one: the fullest node with room, or the emptiest.</summary>
    private int? Choose(PodClaim claim)
    {
        foreach (var kind in _kinds)
        {
            if (!claim.Accepts(kind.Name))
                continue;
            var (best, gpus) = (-1, 0L);
            foreach (var node in kind.Nodes)
            {
                var free = _free[node * _width];
                if ((best < 0 || (_fillsUp ? free < gpus : free > gpus)) && Room(claim, node) > 0)
                    (best, gpus) = (node, free);
            }
            if (best >= 0)
                return best;
        }
        return null;
    }

    private long Room(PodClaim claim, int node)
    {
        var pods = long.MaxValue;
        for (var i = 0; i < _width; i++)
        {
            if (claim.Amounts[i] > 0)
                pods = Math.Min(pods, _free[node * _width + i] / claim.Amounts[i]);
        }
        return Math.Max(0, pods);
    }

    private void Change(PodClaim claim, int node, int pods)
    {
        var before = Gpus(node);
        for (var i = 0; i < _width; i++)
            _free[node * _width + i] -= claim.Amounts[i] * pods;
        var after = Gpus(node);
        ref var counts = ref _blocks[_kindOf[node]];
        if (after >= counts.Length)
            Array.Resize(ref counts, after + 1);
        counts[before]--;
        counts[after]++;
    }

    private int Gpus(int node) => (int)Math.Max(0, _free[node * _width]);

    private sealed record NodeKind(string Name, double Price, int[] Nodes);
}
