using Geofed.Placement.Geography;

namespace Geofed.Placement.Intents;

/// <summary>What one cluster would be for a job, and why it is taken or not.</summary>
public sealed record Assessment(string Cluster, string Region)
{
    /// <summary>All of its pods find room there now (one of them, when it may be divided).</summary>
    public bool Fits { get; init; }

    /// <summary>It could run there, now or when others have ended.</summary>
    public bool IsCandidate { get; init; }

    /// <summary>Why it fits or not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Pods that find room now.</summary>
    public long Room { get; init; }

    /// <summary>To the data, or to the region that it shall be near; null when there is neither, or a place is not known.</summary>
    public double? DistanceKm { get; init; }

    public RoundTrip? RoundTrip { get; init; }

    /// <summary>The region of the replica that it would read; null without a dataset.</summary>
    public string? DataFrom { get; init; }

    /// <summary>How long it takes to read all of the data once; null without a dataset.</summary>
    public TimeSpan? Transfer { get; init; }

    /// <summary>What it costs to move the data there; null when it is not known.</summary>
    public double? EgressCost { get; init; }

    /// <summary>What all of its pods cost an hour; null when it is not known.</summary>
    public double? HourlyCost { get; init; }

    /// <summary>Grams of CO2 equivalents a kilowatt hour; null when it is not known.</summary>
    public double? Carbon { get; init; }

    /// <summary>Of 100, which the best candidate has; null for what is no candidate, or when nothing orders them.</summary>
    public double? Score { get; init; }

    public override string ToString() => $"{Cluster}: {Reason}";
}
