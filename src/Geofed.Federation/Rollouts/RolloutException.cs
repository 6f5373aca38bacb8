namespace Geofed.Federation.Rollouts;

/// <summary>A rollout cannot be begun or gone on with as things are. The message says why.</summary>
public sealed class RolloutException(string message) : Exception(message);
