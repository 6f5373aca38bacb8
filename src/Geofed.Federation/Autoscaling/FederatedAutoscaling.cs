namespace Geofed.Federation;

/// <summary>How the number of a deployment's replicas follows its load in all clusters together.</summary>
public sealed record FederatedAutoscaling(int MinReplicas, int MaxReplicas)
{
    /// <summary>How much of the CPU that they request the replicas shall use on average; null when something else is measured.</summary>
    public int? TargetCpuPercent { get; init; }

    /// <summary>How much they use; null when nobody has told yet.</summary>
    public int? CpuPercent { get; init; }

    /// <summary>How many replicas it wants; null before it has looked.</summary>
    public int? DesiredReplicas { get; init; }

    /// <summary>For how long the load must have been lower before replicas are taken away; five minutes when null.</summary>
    public int? ScaleDownDelaySec { get; init; }

    public DateTimeOffset? LastScaledAt { get; init; }

    /// <summary>Why it does not scale, or which clusters do not tell; null when all is well.</summary>
    public string? Problem { get; init; }

    public override string ToString() =>
        $"{MinReplicas} to {MaxReplicas}{(TargetCpuPercent is { } target ? $" at {target} % CPU" : "")}{(CpuPercent is { } now ? $", now {now} %" : "")}{(Problem is null ? "" : $" ({Problem})")}";
}
