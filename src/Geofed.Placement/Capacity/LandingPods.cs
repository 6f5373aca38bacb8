namespace Geofed.Placement.Capacity;

/// <summary>Which pods of a job are still to come. Pure.</summary>
internal static class LandingPods
{
    /// <summary>
    /// Pods that are there count for those that ask for the same. Others, to which their cluster has added something, count for the smallest: that the larger
    /// ones are still to come is the safe side.
    /// </summary>
    public static IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Missing(IReadOnlyList<(ReplicaClaim Claim, long Replicas)> sets, IReadOnlyList<ReplicaClaim> there)
    {
        var left = sets.Select(set => set.Replicas).ToArray();
        var others = 0L;
        foreach (var pod in there)
        {
            var alike = Enumerable.Range(0, left.Length).Where(i => left[i] > 0 && Same(sets[i].Claim, pod)).DefaultIfEmpty(-1).First();
            if (alike >= 0)
                left[alike]--;
            else
                others++;
        }
        foreach (var (i, _) in sets.Index().OrderByDescending(set => set.Item, LargestFirst.Instance))
        {
            var taken = Math.Min(left[i], others);
            (left[i], others) = (left[i] - taken, others - taken);
        }
        return [.. sets.Select((set, i) => (set.Claim, left[i])).Where(set => set.Item2 > 0)];
    }

    private static bool Same(ReplicaClaim a, ReplicaClaim b) => a.Requests.Count == b.Requests.Count && a.Requests.All(r => b.Requests.GetValueOrDefault(r.Key) == r.Value);
}
