using Geofed.Placement.Datasets;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>What a person wants of the place where a workload runs, before anything is known of its pods.</summary>
public sealed record IntentRequest
{
    /// <inheritdoc cref="JobIntent.Dataset"/>
    public Dataset? Dataset { get; init; }

    /// <inheritdoc cref="JobIntent.Near"/>
    public string? Near { get; init; }

    /// <inheritdoc cref="JobIntent.MaxRoundTripMs"/>
    public double? MaxRoundTripMs { get; init; }

    /// <inheritdoc cref="JobIntent.Prefer"/>
    public Preference? Prefer { get; init; }

    /// <inheritdoc cref="JobIntent.SpareCapacity"/>
    public bool SpareCapacity { get; init; }

    /// <inheritdoc cref="JobIntent.Divide"/>
    public bool Divide { get; init; }

    /// <inheritdoc cref="JobIntent.ExpectedHours"/>
    public double ExpectedHours { get; init; } = 24;

    /// <inheritdoc cref="JobIntent.Clusters"/>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <inheritdoc cref="JobIntent.Regions"/>
    public IReadOnlyList<string> Regions { get; init; } = [];
}
