namespace Geofed.Federation;

/// <summary>A Job in a person's words: one container, run so many times.</summary>
public sealed record JobRequest(string Name, string Image) : ContainerRequest(Name, Image)
{
    /// <summary>Pods that run at the same time.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Pods that must succeed; as many as run at the same time when null.</summary>
    public int? Completions { get; init; }

    /// <summary>How often a pod that fails is tried again.</summary>
    public int Retries { get; init; }

    /// <summary>How long it may run; for ever when null. A Job whose end is known may overtake others in the queue.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Where it keeps its checkpoints, e.g. gs://bucket/run-1: its container finds the place in the environment variable GEOFED_CHECKPOINT, at every start.</summary>
    public string? Checkpoint { get; init; }
}
