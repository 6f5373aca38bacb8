namespace Geofed.Clusters.Prerequisites;

/// <summary>Something that must be on this machine for a part of what Geofed does, and whether it is.</summary>
/// <param name="NeededFor">What cannot be done without it.</param>
public sealed record Prerequisite(string Name, string NeededFor)
{
    public PrerequisiteStatus Status { get; init; }

    /// <summary>Null when it is not there, has none, or does not tell.</summary>
    public string? Version { get; init; }

    /// <summary>Where it is: a program, a folder, a file, an address, or the name of a variable. Never a secret.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong with it, or is to be known.</summary>
    public string? Message { get; init; }

    /// <summary>What to do; null when it is there.</summary>
    public string? HowToGet { get; init; }

    public override string ToString() => $"{Name}: {Status}";
}

/// <summary>How a prerequisite is.</summary>
public enum PrerequisiteStatus
{
    /// <summary>It is there and will do.</summary>
    Found,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there in a version that Geofed cannot use.</summary>
    TooOld,

    /// <summary>It is there, and does not work; the message says why.</summary>
    Unusable,
}
