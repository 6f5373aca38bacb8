namespace Geofed.Simulation.Scheduling;

/// <summary>Why a pod cannot be on a node, in upstream's words.</summary>
/// <param name="Final">Whether it would not help if other pods left the node.</param>
internal sealed record Rejection(bool Final, params IReadOnlyList<string> Reasons);
