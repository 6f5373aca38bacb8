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
}
