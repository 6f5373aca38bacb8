using Geofed.Model;

namespace Geofed.Placement.Scheduling;

/// <summary>
/// Chooses clusters so that several spreads hold at once: by cluster, region, zone, provider and label. Karmada accepts those by zone, provider and label
/// and then refuses to schedule by them. A cluster in several zones counts as one group with those in the same ones; no maxGroups is no bound.
/// </summary>
internal sealed class SpreadSelection
{
    private readonly SchedulingProblem _problem;
    private readonly List<Spread> _spreads;

    public SpreadSelection(SchedulingProblem problem)
    {
        _problem = problem;
        _spreads = [.. problem.Placement.Objects("spreadConstraints").Select(Spread.From)];
    }

    /// <param name="sorted">The feasible clusters, the best first.</param>
    public List<Candidate> Select(List<Candidate> sorted)
    {
        foreach (var spread in _spreads)
        {
            if (sorted.Select(spread.GroupOf).Distinct().Count() is var groups && groups < spread.Min)
                throw ClusterSelection.Error($"spread by {spread.Name}: there are {groups} groups of feasible clusters, and minGroups is {spread.Min}");
        }
        var (chosen, rest) = (new List<Candidate>(), new List<Candidate>(sorted));
        // First what brings in the groups that are missing, the best of the clusters that bring in most of them ...
        while (_spreads.Where(s => s.Count < s.Min).ToList() is { Count: > 0 } short_)
        {
            var best = rest.Where(Fits).MaxBy(c => short_.Count(s => !s.Has(c)));
            if (best is null || short_.All(s => s.Has(best)))
                throw ClusterSelection.Error($"spread by {short_[0].Name}: minGroups is {short_[0].Min}, and the maxGroups of the others leave only {short_[0].Count}");
            Move(best, rest, chosen);
        }
        // ... then as many more as may be.
        foreach (var cluster in rest.ToList())
        {
            if (Fits(cluster))
                Move(cluster, rest, chosen);
        }
        if (!_problem.IsDuplicated)
            MakeRoom(chosen, rest);
        return chosen;
    }

    /// <summary>From the last upward, each gives way to the roomiest of the rest that leaves the spreads as they must be.</summary>
    private void MakeRoom(List<Candidate> chosen, List<Candidate> rest)
    {
        for (var i = chosen.Count - 1; i >= 0 && chosen.Sum(c => c.Available) < _problem.Replicas; i--)
        {
            var leaving = chosen[i];
            _spreads.ForEach(s => s.Remove(leaving));
            var roomier = rest.Where(c => c.Available > leaving.Available && Fits(c) && _spreads.All(s => s.Count + (s.Has(c) ? 0 : 1) >= s.Min)).MaxBy(c => c.Available);
            if (roomier is not null)
            {
                rest[rest.IndexOf(roomier)] = leaving;
                chosen[i] = roomier;
            }
            _spreads.ForEach(s => s.Add(chosen[i]));
        }
        if (chosen.Sum(c => c.Available) < _problem.Replicas)
            throw ClusterSelection.Error($"no enough resource when selecting {chosen.Count} clusters");
    }

    private bool Fits(Candidate cluster) => _spreads.All(s => s.Has(cluster) || s.Count < s.Max);

    private void Move(Candidate cluster, List<Candidate> from, List<Candidate> to)
    {
        from.Remove(cluster);
        to.Add(cluster);
        _spreads.ForEach(s => s.Add(cluster));
    }

    /// <summary>One constraint, and how many chosen clusters each of its groups has.</summary>
    private sealed class Spread(string name, Func<Candidate, string> groupOf, long min, long max)
    {
        private readonly Dictionary<string, int> _groups = [];

        public string Name => name;
        public long Min => min;
        public long Max => max;
        public int Count => _groups.Count;
        public Func<Candidate, string> GroupOf => groupOf;

        public static Spread From(System.Text.Json.Nodes.JsonObject constraint)
        {
            var field = constraint.Str("spreadByField") is { Length: > 0 } given ? given : null;
            var label = constraint.Str("spreadByLabel") ?? "";
            var max = constraint.Int("maxGroups") is > 0 and var bound ? bound : long.MaxValue;
            return new(field ?? $"label {label}", field is null ? c => c.Cluster.Labels.GetValueOrDefault(label) ?? "" : c => c.Group(field), constraint.Int("minGroups") ?? 0, max);
        }

        public bool Has(Candidate cluster) => _groups.ContainsKey(groupOf(cluster));

        public void Add(Candidate cluster) => _groups[groupOf(cluster)] = _groups.GetValueOrDefault(groupOf(cluster)) + 1;

        public void Remove(Candidate cluster)
        {
            if (--_groups[groupOf(cluster)] == 0)
                _groups.Remove(groupOf(cluster));
        }
    }
}
