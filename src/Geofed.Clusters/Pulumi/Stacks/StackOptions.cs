namespace Geofed.Clusters.Pulumi;

/// <summary>How a stack is brought to what its program says.</summary>
public sealed record UpOptions
{
    /// <summary>Why, for the stack's history.</summary>
    public string? Message { get; init; }

    /// <summary>Looks first what there really is.</summary>
    public bool Refresh { get; init; }

    /// <summary>Goes on with other resources when a step fails.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Only these resources; all when empty.</summary>
    public IReadOnlyList<Urn> Targets { get; init; } = [];

    /// <summary>Replaces these resources even if nothing changed.</summary>
    public IReadOnlyList<Urn> Replace { get; init; } = [];

    /// <summary>How many resources at once; null for Pulumi's own number.</summary>
    public int? Parallel { get; init; }
}

/// <summary>How a stack's resources are deleted.</summary>
public sealed record DestroyOptions
{
    /// <summary>Why, for the stack's history.</summary>
    public string? Message { get; init; }

    /// <summary>Looks first what there really is.</summary>
    public bool Refresh { get; init; }

    /// <summary>Goes on with other resources when a step fails.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Removes the stack as well, when all its resources are deleted.</summary>
    public bool Remove { get; init; }

    public int? Parallel { get; init; }
}

/// <summary>How a stack's state is compared with the cloud.</summary>
public sealed record RefreshOptions
{
    /// <summary>Why, for the stack's history.</summary>
    public string? Message { get; init; }

    /// <summary>Forgets resources whose creation was cut off. They may exist all the same: then they are nobody's.</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>Resources whose creation was cut off and that exist: the provider's id of each.</summary>
    public IReadOnlyDictionary<Urn, string> ImportPendingCreates { get; init; } = new Dictionary<Urn, string>();

    public int? Parallel { get; init; }
}
