namespace Geofed.Model.Autoscaling;

/// <summary>What is scaled.</summary>
/// <param name="Replicas">How many it is to have now.</param>
/// <param name="Copies">How often it has them: in each of so many clusters. One where they are divided.</param>
public readonly record struct ScaleTarget(int Replicas, int Copies, Tolerance Tolerance);

/// <summary>How many replicas one metric asks for, and what was measured.</summary>
/// <param name="Average">What a pod uses on average, in thousandths.</param>
/// <param name="Utilization">The same in percent of what pods request, where that counts.</param>
/// <param name="Problem">Why there is no answer; null when there is one.</param>
public sealed record ReplicaProposal(int Replicas, long Average, int? Utilization, string? Problem = null)
{
    internal static ReplicaProposal Failed(string problem) => new(0, 0, null, problem);
}
