namespace Geofed.Model.Autoscaling;

/// <summary>
/// What an autoscaler remembers: what it would have done lately, and what it did (pkg/controller/podautoscaler/horizontal.go). Lost with its controller:
/// a new one begins with what is there, and so takes nothing away for as long as an earlier proposal holds.
/// </summary>
public sealed class ScalingHistory
{
    private readonly List<(DateTimeOffset At, int Replicas)> _proposals = [];
    private readonly List<(DateTimeOffset At, int Change)> _changes = [];

    /// <summary>The first thing that is known is what there is.</summary>
    public void Begin(int current, DateTimeOffset now)
    {
        if (_proposals.Count == 0)
            _proposals.Add((now, current));
    }

    /// <summary>What of a proposal may be done now: no more than what was proposed at least for a while, and no less than what was at most.</summary>
    public int Stabilize(int current, int proposed, ScalingRules up, ScalingRules down, DateTimeOffset now)
    {
        var (lowest, highest) = (proposed, proposed);
        foreach (var (at, replicas) in _proposals)
        {
            if (at > now - up.Stabilization)
                lowest = Math.Min(lowest, replicas);
            if (at > now - down.Stabilization)
                highest = Math.Max(highest, replicas);
        }
        _proposals.RemoveAll(p => p.At < now - up.Stabilization && p.At < now - down.Stabilization);
        _proposals.Add((now, proposed));
        return Math.Min(Math.Max(current, lowest), highest);
    }

    public void Scaled(int from, int to, ScalingRules up, ScalingRules down, DateTimeOffset now)
    {
        var longest = up.LongestPeriod > down.LongestPeriod ? up.LongestPeriod : down.LongestPeriod;
        _changes.RemoveAll(c => c.At < now - longest);
        _changes.Add((now, to - from));
    }

    /// <summary>The most replicas that there may be now.</summary>
    public int Ceiling(int current, ScalingRules up, DateTimeOffset now)
    {
        if (up.Select == "Disabled")
            return current;
        var limits = up.Policies.Select(p => p.IsPercent
            ? (int)Math.Min(int.MaxValue, Math.Ceiling(AtStart(current, p, now) * (1 + p.Value / 100.0)))
            : AtStart(current, p, now) + p.Value);
        return Math.Max(current, up.Select == "Min" ? limits.Min() : limits.Max());
    }

    /// <summary>The fewest replicas that there may be now.</summary>
    public int Floor(int current, ScalingRules down, DateTimeOffset now)
    {
        if (down.Select == "Disabled")
            return current;
        var limits = down.Policies.Select(p => p.IsPercent
            ? (int)(AtStart(current, p, now) * (1 - p.Value / 100.0))
            : AtStart(current, p, now) - p.Value);
        return Math.Min(current, down.Select == "Min" ? limits.Max() : limits.Min());
    }

    /// <summary>How many replicas there were when the period of a policy began.</summary>
    private int AtStart(int current, ScalingPolicy policy, DateTimeOffset now) =>
        current - _changes.Where(c => c.At > now - policy.Period).Sum(c => c.Change);
}
