using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>What a person wants of the places of something that serves, before anything is known of its pods.</summary>
public sealed record ServingRequest
{
    /// <inheritdoc cref="ServingIntent.Users"/>
    public IReadOnlyList<UserShare> Users { get; init; } = [];

    /// <inheritdoc cref="ServingIntent.Concentrate"/>
    public string? Concentrate { get; init; }

    /// <inheritdoc cref="ServingIntent.MinPerPlace"/>
    public long? MinPerPlace { get; init; }
}
