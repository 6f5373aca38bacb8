namespace Geofed.Simulation.Workloads;

/// <summary>
/// A Deployment that is scaled in the middle of a rollout grows or shrinks each of its ReplicaSets in proportion; what rounding leaves goes to the
/// largest (pkg/controller/deployment/sync.go scale).
/// </summary>
internal static class ProportionalScaling
{
    /// <param name="sets">The active sets, oldest first.</param>
    /// <param name="statusReplicas">The Deployment's size so far, for sets that do not say of which size they are a part.</param>
    public static IReadOnlyDictionary<string, int> Sizes(RollingUpdate update, IReadOnlyList<SetSize> sets, int statusReplicas)
    {
        var allowed = update.Replicas > 0 ? update.MaxTotal : 0;
        var toAdd = allowed - sets.Sum(s => s.Replicas);
        // The largest first; among equals the newest grows first and the oldest shrinks first.
        var ordered = (toAdd > 0 ? sets.Reverse() : sets).OrderByDescending(s => s.Replicas).ToList();
        var sizes = sets.ToDictionary(s => s.Name, s => s.Replicas);
        var added = 0;
        foreach (var set in ordered)
        {
            var part = Part(set, update, toAdd - added, statusReplicas);
            sizes[set.Name] += part;
            added += part;
        }
        if (ordered.Count > 0)
            sizes[ordered[0].Name] = Math.Max(0, sizes[ordered[0].Name] + toAdd - added);
        return sizes;
    }

    private static int Part(SetSize set, RollingUpdate update, int left, int statusReplicas)
    {
        if (set.Replicas == 0 || left == 0)
            return 0;
        var part = Fraction(set, update, statusReplicas);
        return left > 0 ? Math.Min(part, left) : Math.Max(part, left);
    }

    private static int Fraction(SetSize set, RollingUpdate update, int statusReplicas)
    {
        if (update.Replicas == 0)
            return -set.Replicas;
        var before = set.MaxReplicas is > 0 and var max ? max : statusReplicas;
        return before == 0 ? 0 : (int)Math.Round((double)set.Replicas * update.MaxTotal / before, MidpointRounding.AwayFromZero) - set.Replicas;
    }
}
