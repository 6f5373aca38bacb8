namespace Geofed.Placement.Intents;

/// <summary>What is asked for cannot be: it contradicts itself, or nothing could ever satisfy it.</summary>
public sealed class IntentException(IntentProblem problem, string message) : Exception(message)
{
    public IntentProblem Problem { get; } = problem;
}

/// <summary>What is wrong with what is asked for.</summary>
public enum IntentProblem
{
    /// <summary>Two of its parts cannot both hold.</summary>
    Contradiction,

    /// <summary>No cluster could take it, even if nothing else ran there.</summary>
    Impossible,
}
