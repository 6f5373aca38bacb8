using System.Text.Json.Nodes;

namespace Geofed.Model.Autoscaling;

/// <summary>A condition for the status of an autoscaler.</summary>
public sealed record AutoscalerCondition(string Type, bool Status, string Reason, string Message);

/// <summary>What an autoscaler does, and what it says of it.</summary>
/// <param name="Desired">As many replicas as there are now when nothing is to be done.</param>
/// <param name="Why">Why it changes the number of replicas; empty when it does not.</param>
/// <param name="Conditions">In order; of one type the last counts.</param>
/// <param name="Metrics">The status of the metrics; null when they were not asked for, or tell nothing.</param>
/// <param name="Failure">What is wrong with the metrics, if anything.</param>
public sealed record AutoscalerDecision(int Current, int Desired, string Why, IReadOnlyList<AutoscalerCondition> Conditions, JsonArray? Metrics, string? Failure)
{
    public bool Rescales => Desired != Current;
}
