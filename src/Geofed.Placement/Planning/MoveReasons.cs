using System.Globalization;

namespace Geofed.Placement.Planning;

/// <summary>What a workload's move is good for, in a person's words. Pure.</summary>
internal static class MoveReasons
{
    private const double Noticeable = 0.5, NoticeablePrice = 0.005;

    public static string Of(LayoutFacts facts, Layout current, Layout best, int workload)
    {
        var reasons = new List<string>();
        if (current.Missing(workload) > best.Missing(workload))
            reasons.Add(facts.Problem.Workloads[workload] is PlanningJob ? "it can start now" : $"room for {current.Missing(workload) - best.Missing(workload)} replicas more");
        if (facts.Problem.Workloads[workload] is PlanningJob job && Data(facts, current, best, workload, job) is { } data)
            reasons.Add(data);
        if (facts.Problem.Workloads[workload] is PlanningJob { Near: { } place } near && Where(facts, current, workload) is { } far
            && (From: JobPoints.NearMs(facts.Problem, near, far), To: JobPoints.NearMs(facts.Problem, near, Where(facts, best, workload)!.Value)) is var trips && trips.From - trips.To > Noticeable)
            reasons.Add(Invariant($"it is {trips.To:0} ms from {place} instead of {trips.From:0} ms"));
        if (facts.Problem.Workloads[workload] is PlanningService && current.Placed(workload) > 0 && current.UserMs(workload) - best.UserMs(workload) > Noticeable)
            reasons.Add(Invariant($"its users are {best.UserMs(workload):0} ms away instead of {current.UserMs(workload):0} ms"));
        if (current.Placed(workload) > 0 && MakesRoomFor(facts, current, best, workload) is { } others)
            reasons.Add($"makes room for {others}");
        if (current.Placed(workload) == best.Placed(workload) && (From: Price(facts, current, workload), To: Price(facts, best, workload)) is var prices && prices.From - prices.To > NoticeablePrice)
            reasons.Add(Invariant($"it costs {prices.To:0.00} an hour instead of {prices.From:0.00}"));
        if (facts.Problem.Workloads[workload] is PlanningJob moving && Where(facts, current, workload) is { } at && Where(facts, best, workload) is { } then)
        {
            if ((From: JobPoints.Egress(facts.Problem, moving, at), To: JobPoints.Egress(facts.Problem, moving, then)) is var egress && egress.From - egress.To > NoticeablePrice)
                reasons.Add(Invariant($"reading its data costs {egress.To:0.00} instead of {egress.From:0.00}"));
            if ((From: JobPoints.Carbon(facts.Problem, moving, at), To: JobPoints.Carbon(facts.Problem, moving, then)) is var carbon && carbon.From - carbon.To > Noticeable)
                reasons.Add(Invariant($"{carbon.To:0} g of CO2 a kilowatt hour instead of {carbon.From:0}"));
        }
        return reasons.Count > 0 ? string.Join("; ", reasons) : "everything together is better so";
    }

    private static string? Data(LayoutFacts facts, Layout current, Layout best, int workload, PlanningJob job)
    {
        if (job.DataRegions.Count == 0)
            return null;
        var to = JobPoints.Kilometres(facts.Problem, job, Where(facts, best, workload)!.Value);
        if (Where(facts, current, workload) is not { } before)
            return to == 0 ? "its data is there" : Invariant($"its data is {to:0} km away");
        var from = JobPoints.Kilometres(facts.Problem, job, before);
        if (from - to <= Noticeable)
            return null;
        return Invariant($"its data is {to:0} km away instead of {(from < PlanningDistances.UnknownKm ? Invariant($"{from:0} km") : "nobody knows how far")}");
    }

    /// <summary>Who would have no room if it stayed.</summary>
    private static string? MakesRoomFor(LayoutFacts facts, Layout current, Layout best, int workload)
    {
        var stay = Enumerable.Range(0, facts.Problem.Clusters.Count).Select(c => (workload, c, current.Pods(workload, c) - best.Pods(workload, c))).Where(c => c.Item3 != 0).ToList();
        if (best.With(stay) is not null)
            return null;
        var full = stay.Where(s => s.Item3 > 0).Select(s => s.c).ToList();
        var come = Enumerable.Range(0, facts.Problem.Workloads.Count).Where(w => w != workload && full.Exists(c => best.Pods(w, c) > current.Pods(w, c))).Select(w => facts.Problem.Workloads[w].Name).ToList();
        return come.Count > 0 ? string.Join(", ", come) : null;
    }

    private static double Price(LayoutFacts facts, Layout layout, int workload) =>
        layout.Packings.Index().Sum(p => p.Item.Holds.TryGetValue(workload, out var holds) ? facts.Free[p.Index].Price(facts.Problem.Workloads[workload].Claim, holds) + JobPoints.NodePrice(facts.Problem, facts.Problem.Workloads[workload], p.Index, holds.Sum(h => h.Pods)) : 0);

    private static int? Where(LayoutFacts facts, Layout layout, int workload) =>
        Enumerable.Range(0, facts.Problem.Clusters.Count).Where(c => layout.Pods(workload, c) > 0).Select(c => (int?)c).FirstOrDefault();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
