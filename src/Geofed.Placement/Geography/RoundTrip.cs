namespace Geofed.Placement.Geography;

/// <summary>A round-trip time, and how it is known.</summary>
public readonly record struct RoundTrip(double Milliseconds, RoundTripSource Source)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Source == RoundTripSource.Estimated ? "~" : "")}{Milliseconds:0} ms");
}

/// <summary>How a round-trip time is known.</summary>
public enum RoundTripSource
{
    /// <summary>From the distance (<see cref="RoundTripEstimate"/>).</summary>
    Estimated,

    /// <summary>Measured by Geofed.</summary>
    Measured,

    /// <summary>Said by a person.</summary>
    Given,
}

/// <summary>A round-trip time between two regions that is known better than by an estimate; it holds in both directions.</summary>
public sealed record KnownRoundTrip(string From, string To, double Milliseconds, RoundTripSource Source);
