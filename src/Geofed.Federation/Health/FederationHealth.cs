namespace Geofed.Federation;

/// <summary>How a federation is: whether it answers, what serves it, what that lacks, and how its members are.</summary>
public sealed record FederationHealth(string Name)
{
    /// <summary>The name again, under which those who work in a federation take it from the pipeline.</summary>
    public string Federation => Name;

    /// <summary>It answers, it is a federation, and all of its members are ready.</summary>
    public bool Healthy { get; init; }

    /// <summary>Geofed or Karmada; null when it does not answer or is none.</summary>
    public string? Engine { get; init; }

    /// <summary>Of Karmada's API, as far as can be told, for a real Karmada.</summary>
    public string? Version { get; init; }

    public string? KubernetesVersion { get; init; }
    public string? Endpoint { get; init; }

    /// <summary>What cmdlets can ask for and this control plane does not do.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    public IReadOnlyList<MemberHealth> Members { get; init; } = [];

    /// <summary>Why it is not healthy; null when it is.</summary>
    public string? Reason { get; init; }

    public override string ToString() => Name;
}

/// <summary>How one member is, as its federation and this machine see it.</summary>
/// <param name="Status">As the federation sees it: Ready, NotReady, Unknown, Leaving.</param>
public sealed record MemberHealth(string Name, string Status)
{
    /// <summary>Why it is not ready; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it answers this machine, which need not be where the federation's control plane is.</summary>
    public bool Answers { get; init; }

    /// <summary>How long its answer took.</summary>
    public TimeSpan? Latency { get; init; }

    public override string ToString() => $"{Name} {Status}";
}
