using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Placement.Geography;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>Where a job would go, and the policy that takes it there.</summary>
/// <param name="Candidates">All members: those that it can run in first, the best of them first.</param>
public sealed record IntentPlan(IReadOnlyList<JobCandidate> Candidates, JsonObject Policy)
{
    /// <summary>The one that would run it now; null when it has to wait.</summary>
    public JobCandidate? Chosen => Candidates.FirstOrDefault(c => c.Chosen);
}

/// <summary>What one member would be for a job, and why it is taken or not.</summary>
public sealed record JobCandidate(string Cluster, string Workload, string Federation)
{
    public string Region { get; init; } = "";

    /// <summary>Whether it would run there now.</summary>
    public bool Chosen { get; init; }

    /// <summary>Whether it finds room there now.</summary>
    public bool Fits { get; init; }

    /// <summary>Pods that find room there now.</summary>
    public long Room { get; init; }

    /// <summary>To the data, or to the region that it shall be near.</summary>
    public double? DistanceKm { get; init; }

    public double? RoundTripMs { get; init; }

    public RoundTripSource? RoundTripSource { get; init; }

    /// <summary>The region of the copy of the data that it would read.</summary>
    public string? DataFrom { get; init; }

    /// <summary>How long it takes to read all of the data once.</summary>
    public TimeSpan? TransferTime { get; init; }

    /// <summary>What it costs to move the data there, in the currency of the prices.</summary>
    public double? EgressCost { get; init; }

    /// <summary>What all of its pods cost an hour.</summary>
    public double? HourlyCost { get; init; }

    /// <summary>Grams of CO2 equivalents a kilowatt hour.</summary>
    public double? Carbon { get; init; }

    /// <summary>Of 100, which the best has.</summary>
    public double? Score { get; init; }

    /// <summary>Why it is taken or not.</summary>
    public string Reason { get; init; } = "";

    internal static JobCandidate From(Assessment a, string workload, string federation, bool chosen) => new(a.Cluster, workload, federation)
    {
        Region = a.Region,
        Chosen = chosen,
        Fits = a.Fits,
        Room = a.Room,
        DistanceKm = a.DistanceKm,
        RoundTripMs = a.RoundTrip?.Milliseconds,
        RoundTripSource = a.RoundTrip?.Source,
        DataFrom = a.DataFrom,
        TransferTime = a.Transfer,
        EgressCost = a.EgressCost,
        HourlyCost = a.HourlyCost,
        Carbon = a.Carbon,
        Score = a.Score,
        Reason = a.Reason,
    };

    public override string ToString() => Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{Cluster} ({score:0})") : Cluster;
}
