namespace Geofed.Simulation.Scheduling;

/// <summary>Why a pod has no node, word for word as upstream says it, so that people and tools find what they know (framework/types.go FitError).</summary>
internal static class Unschedulable
{
    private const string NotHelpful = "Preemption is not helpful for scheduling";
    private const string NoVictims = "No preemption victims found for incoming pod";

    public static string Message(SchedulablePod pod, IReadOnlyList<Rejection> rejections) =>
        Available(rejections.Count, Histogram(rejections.SelectMany(r => r.Reasons)))
        + Preemption(pod, rejections.Count, Histogram(rejections.Select(r => r.Final ? NotHelpful : NoVictims)));

    /// <summary>When something about the pod itself rules out every node.</summary>
    public static string Message(SchedulablePod pod, int nodes, string problem) =>
        Available(nodes, problem) + Preemption(pod, nodes, $"{nodes} {NotHelpful}");

    private static string Available(int nodes, string reasons) => $"0/{nodes} nodes are available: {reasons}.";

    private static string Preemption(SchedulablePod pod, int nodes, string reasons) =>
        " preemption: " + (pod.MayPreempt ? Available(nodes, reasons) : "not eligible due to preemptionPolicy=Never.");

    /// <summary>"1 this, 2 that", sorted as text.</summary>
    private static string Histogram(IEnumerable<string> reasons) =>
        string.Join(", ", reasons.GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal));
}
