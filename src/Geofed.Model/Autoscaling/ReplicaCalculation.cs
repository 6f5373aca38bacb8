namespace Geofed.Model.Autoscaling;

/// <summary>
/// How many replicas a load asks for: as many more as the load is above the target. Pods of which nothing is known hold back either way
/// (pkg/controller/podautoscaler/replica_calculator.go).
/// </summary>
public static class ReplicaCalculation
{
    /// <param name="target">In percent of what pods request.</param>
    public static ReplicaProposal ByUtilization(IReadOnlyList<PodLoad> pods, ScaleTarget scaled, int target, string resource)
    {
        if (pods.FirstOrDefault(p => p.Request is null) is { } unasked)
            return ReplicaProposal.Failed($"missing request for {resource} in container {unasked.Unasked} of Pod {unasked.Name}");
        return Calculate(pods, scaled,
            loads => loads.Sum(l => l.Pod.Request!.Value) is > 0 and var requests ? (double)Percent(loads, requests) / target : null,
            pod => pod.Request!.Value * Math.Max(100, target) / 100,
            loads => Percent(loads, loads.Sum(l => l.Pod.Request!.Value)));
    }

    /// <param name="target">What a pod may use on average, in thousandths.</param>
    public static ReplicaProposal ByAverage(IReadOnlyList<PodLoad> pods, ScaleTarget scaled, long target) =>
        Calculate(pods, scaled, loads => (double)(loads.Sum(l => l.Usage) / loads.Count) / target, _ => target, _ => null);

    private readonly record struct Load(PodLoad Pod, long Usage);

    private static int Percent(IReadOnlyList<Load> loads, long requests) => (int)((Int128)loads.Sum(l => l.Usage) * 100 / requests);

    /// <param name="ratio">Of the load to the target; null when there is no telling.</param>
    /// <param name="full">What a pod of which nothing is known counts as, lest too many be taken away.</param>
    private static ReplicaProposal Calculate(
        IReadOnlyList<PodLoad> pods, ScaleTarget scaled, Func<IReadOnlyList<Load>, double?> ratio, Func<PodLoad, long> full, Func<IReadOnlyList<Load>, int?> utilization)
    {
        if (pods.Count == 0)
            return ReplicaProposal.Failed("no pods returned by selector while calculating replica count");
        List<PodLoad> Of(PodReading reading) => [.. pods.Where(p => p.Reading == reading)];
        var (missing, unready) = (Of(PodReading.Missing), Of(PodReading.NotReady));
        List<Load> loads = [.. Of(PodReading.Measured).Select(p => new Load(p, p.Usage))];
        if (loads.Count == 0)
            return ReplicaProposal.Failed("did not receive metrics for any ready pods");
        if (ratio(loads) is not { } measured)
            return ReplicaProposal.Failed("no metrics returned matched known pods");
        var proposal = new ReplicaProposal(scaled.Replicas, loads.Sum(l => l.Usage) / loads.Count, utilization(loads));
        var grows = measured > 1;
        if (missing.Count == 0 && (unready.Count == 0 || !grows))
            return scaled.Tolerance.Includes(measured) ? proposal : proposal with { Replicas = Ceiling(measured, loads.Count, scaled.Copies) };

        // They use nothing when there may be too few of them, and everything when there may be too many.
        if (measured != 1)
            loads.AddRange(missing.Select(p => new Load(p, grows ? 0 : full(p))));
        if (grows)
            loads.AddRange(unready.Select(p => new Load(p, 0)));
        var assumed = ratio(loads)!.Value;
        if (scaled.Tolerance.Includes(assumed) || assumed > 1 != grows)
            return proposal;
        var replicas = Ceiling(assumed, loads.Count, scaled.Copies);
        return proposal with { Replicas = grows ? Math.Max(replicas, scaled.Replicas) : Math.Min(replicas, scaled.Replicas) };
    }

    private static int Ceiling(double ratio, int pods, int copies) => (int)Math.Min(int.MaxValue, Math.Ceiling(ratio * pods / copies));
}
