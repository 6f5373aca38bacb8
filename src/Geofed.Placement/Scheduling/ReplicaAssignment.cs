using Geofed.Model;
using Geofed.Placement.Division;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>How many replicas each selected cluster gets (pkg/scheduler/core/assignment.go, division_algorithm.go, common.go).</summary>
internal static class ReplicaAssignment
{
    public static List<TargetCluster> Assign(SchedulingProblem problem, IReadOnlyList<Candidate> selected)
    {
        if (selected.Count == 0)
            throw ClusterSelection.Error("no clusters available to schedule");
        if (!problem.HasReplicas)
            return [.. selected.Select(c => new TargetCluster(c.Name, 0))];
        var overflows = problem.Placement.Obj("clusterAffinity") is null && problem.Group.Arr("overflowAffinities") is not null;
        var targets = overflows ? ByTier(problem, selected) : Divide(problem, selected, problem.Replicas);
        targets.RemoveAll(t => t.Replicas == 0);
        if (problem.Options.EmptyWorkloadPropagation)
        {
            var named = targets.Select(t => t.Name).ToHashSet();
            targets.AddRange(selected.Where(c => !named.Contains(c.Name)).Select(c => new TargetCluster(c.Name, 0)));
        }
        return targets;
    }

    /// <summary>Fills tier by tier: an overflow tier only gets what the ones before it have no room for.</summary>
    private static List<TargetCluster> ByTier(SchedulingProblem problem, IReadOnlyList<Candidate> selected)
    {
        var targets = new List<TargetCluster>();
        var remaining = problem.Replicas;
        foreach (var tier in selected.GroupBy(c => c.OverflowOrder).OrderBy(t => t.Key))
        {
            if (remaining <= 0)
                break;
            var share = Math.Min(remaining, tier.Sum(c => c.Available));
            targets.AddRange(Divide(problem, [.. tier], share));
            remaining -= share;
        }
        return remaining > 0 ? throw Unschedulable("Clusters available replicas are not enough to schedule.") : targets;
    }

    private static List<TargetCluster> Divide(SchedulingProblem problem, IReadOnlyList<Candidate> selected, long replicas)
    {
        if (problem.IsDuplicated)
            return [.. selected.Select(c => new TargetCluster(c.Name, replicas))];
        return problem.IsAggregated || problem.IsDynamic ? ByRoom(problem, selected, replicas) : ByStaticWeight(problem, selected, replicas);
    }

    private static List<TargetCluster> ByStaticWeight(SchedulingProblem problem, IReadOnlyList<Candidate> selected, long replicas)
    {
        var rules = problem.Strategy.Objects("weightPreference", "staticWeightList").Select(r => (Means: new ClusterAffinity(r.Obj("targetCluster")), Weight: r.Int("weight") ?? 0)).ToList();
        var weights = selected
            .Select(c => (c.Name, Weight: rules.Where(r => r.Means.Matches(c.Cluster)).Select(r => r.Weight).DefaultIfEmpty(0).Max()))
            .Where(w => w.Weight > 0)
            .ToList();
        if (weights.Count == 0)
            weights = [.. selected.Select(c => (c.Name, 1L))];
        var divided = Webster.Divide(replicas, [.. weights.Select(w => new Share(w.Name, w.Weight, problem.Bounds.Min(w.Name), problem.Bounds.Max(w.Name)))], problem.Uid);
        return divided.Sum(d => d.Seats) is var placed && placed < replicas
            ? throw Unschedulable($"the clusters' bounds allow {placed} of {replicas} replicas.")
            : Targets(divided);
    }

    private static List<TargetCluster> ByRoom(SchedulingProblem problem, IReadOnlyList<Candidate> selected, long replicas)
    {
        var previous = problem.Previous.ToList();
        if (previous.Count > 0)
        {
            var names = selected.Select(c => c.Name).ToHashSet();
            previous.RemoveAll(p => !names.Contains(p.Name));
        }
        var assigned = previous.Sum(p => p.Replicas);
        if (problem.IsFresh)
            return ByWeight(problem, "do fresh scale", selected.Select(c => (c.Name, c.Allocatable + problem.PreviousReplicas(c.Name))), replicas, []);
        if (assigned > replicas)
            return ByWeight(problem, "scale down", previous, replicas, []);
        if (assigned < replicas)
            return ByWeight(problem, "scale up", selected.Select(c => (c.Name, c.Allocatable)), replicas - assigned, previous);
        return [.. previous.Select(p => new TargetCluster(p.Name, p.Replicas))];
    }

    /// <param name="kept">What stays where it is, and is added to.</param>
    private static List<TargetCluster> ByWeight(SchedulingProblem problem, string what, IEnumerable<(string Name, long Weight)> weights, long target, List<(string Name, long Replicas)> kept)
    {
        var already = kept.GroupBy(k => k.Name).ToDictionary(k => k.Key, k => k.Sum(one => one.Replicas));
        var sum = 0L;
        // Bounds go by names, aggregation by room; and who has replicas already is told together with those that he gets.
        List<Share> shares = problem.IsAggregated || !problem.Bounds.IsNone || already.Count > 0 ? [.. Counted()] : Webster.Strongest(target, Counted(), problem.Uid);
        if (sum < target)
            throw Unschedulable($"failed to {what}: Clusters available replicas {sum} are not enough to schedule.");
        if (problem.IsAggregated)
            shares = FewestClusters(shares, target, kept);
        var targets = new List<TargetCluster>(shares.Count);
        foreach (var (name, seats) in Webster.Divide(target, shares, problem.Uid))
        {
            if (seats + already.GetValueOrDefault(name) is > 0 and var replicas)
                targets.Add(new(name, replicas));
        }
        if (kept.Count > 0)
        {
            var divided = shares.Select(s => s.Name).ToHashSet();
            targets.AddRange(kept.Where(k => !divided.Contains(k.Name)).Select(k => new TargetCluster(k.Name, k.Replicas)));
        }
        return targets;

        IEnumerable<Share> Counted()
        {
            foreach (var (name, weight) in weights)
            {
                var share = Bounded(problem.Bounds, name, weight, already.Count == 0 ? 0 : already.GetValueOrDefault(name));
                sum += share.Max;
                yield return share;
            }
        }
    }

    /// <summary>A cluster takes part by the room that it has, and gets no more than that, nor than its bounds leave beside what it has already.</summary>
    private static Share Bounded(ReplicaBounds bounds, string cluster, long room, long already)
    {
        var max = Math.Min(room, Math.Max(0, bounds.Max(cluster) - already));
        return new(cluster, room, Math.Clamp(bounds.Min(cluster) - already, 0, max), max);
    }

    /// <summary>The shortest prefix with enough room, clusters that are used already first.</summary>
    private static List<Share> FewestClusters(List<Share> shares, long target, List<(string Name, long Replicas)> kept)
    {
        var used = kept.Where(k => k.Replicas > 0).Select(k => k.Name).ToHashSet();
        var room = 0L;
        var prefix = new List<Share>();
        foreach (var share in shares.OrderByDescending(s => used.Contains(s.Name)).ThenByDescending(s => s.Max))
        {
            if (room >= target)
                break;
            prefix.Add(share);
            room += share.Max;
        }
        return prefix;
    }

    private static List<TargetCluster> Targets(IReadOnlyList<(string Name, long Seats)> divided) => [.. divided.Select(d => new TargetCluster(d.Name, d.Seats))];

    private static ScheduleException Unschedulable(string message) => new(ScheduleFailure.Unschedulable, message);
}
