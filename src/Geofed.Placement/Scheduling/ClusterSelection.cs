using Geofed.Model;

namespace Geofed.Placement.Scheduling;

/// <summary>Which of the feasible clusters are taken, by the spread constraints (pkg/scheduler/core/spreadconstraint). The list that is given may be put in another order.</summary>
internal static class ClusterSelection
{
    public static IReadOnlyList<Candidate> Select(SchedulingProblem problem, List<Candidate> feasible)
    {
        if (IgnoresSpread(problem))
            return problem.IsByRoomAlone ? feasible : Sorted(feasible);
        if (!problem.Options.RefuseSpreadAsKarmada && problem.Placement.Objects("spreadConstraints").Any(c => c.Str("spreadByField") is not ("cluster" or "region")))
            return new SpreadSelection(problem).Select(Sorted(feasible));
        var constraints = new Dictionary<string, SpreadConstraint>();
        foreach (var constraint in problem.Placement.Objects("spreadConstraints"))
            constraints[constraint.Str("spreadByField") ?? ""] = new(constraint.Int("minGroups") ?? 0, constraint.Int("maxGroups") ?? 0);
        var byCluster = constraints.GetValueOrDefault("cluster");
        if (constraints.TryGetValue("region", out var byRegion))
            return new RegionSelection(problem, byRegion, byCluster ?? new(0, 0)).Select(feasible);
        return byCluster is not null
            ? ByCluster(problem, byCluster, Sorted(feasible))
            : throw Error("just support cluster and region spread constraint");
    }

    private static List<Candidate> Sorted(List<Candidate> feasible)
    {
        feasible.Sort(Candidate.Compare);
        return feasible;
    }

    public static ScheduleException Error(string message) => new(ScheduleFailure.SchedulerError, message);

    /// <summary>Static weights say where replicas go; weights of an empty preference do not.</summary>
    private static bool IgnoresSpread(SchedulingProblem problem)
    {
        if (problem.Placement.Arr("spreadConstraints") is not { Count: > 0 })
            return true;
        if (problem.Strategy.Str("replicaSchedulingType") != "Divided" || problem.Strategy.Str("replicaDivisionPreference") != "Weighted")
            return false;
        return problem.Strategy.Obj("weightPreference") is not { } preference
            || preference.Arr("staticWeightList") is { Count: > 0 } && !problem.IsDynamic;
    }

    private static List<Candidate> ByCluster(SchedulingProblem problem, SpreadConstraint constraint, List<Candidate> sorted)
    {
        if (sorted.Count < constraint.MinGroups)
            throw Error("the number of feasible clusters is less than spreadConstraint.MinGroups");
        var count = (int)Math.Min(sorted.Count, constraint.MaxGroups);
        var chosen = sorted[..count];
        if (problem.IsDuplicated)
            return chosen;
        var rest = sorted[count..];
        // From the last upward, each gives way to the roomiest of the rest, until there is room for all.
        for (var i = count - 1; i >= 0 && chosen.Sum(c => c.Available) < problem.Replicas; i--)
        {
            var roomiest = -1;
            for (var j = 0; j < rest.Count; j++)
            {
                if (rest[j].Available > (roomiest < 0 ? chosen[i].Available : rest[roomiest].Available))
                    roomiest = j;
            }
            if (roomiest >= 0)
                (chosen[i], rest[roomiest]) = (rest[roomiest], chosen[i]);
        }
        return count > 0 && chosen.Sum(c => c.Available) >= problem.Replicas ? chosen : throw Error($"no enough resource when selecting {count} clusters");
    }
}

/// <summary>Between how many groups to spread.</summary>
internal sealed record SpreadConstraint(long MinGroups, long MaxGroups);
