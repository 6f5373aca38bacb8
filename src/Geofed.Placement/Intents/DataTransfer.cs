namespace Geofed.Placement.Intents;

/// <summary>How long it takes to read data over a long way.</summary>
/// <remarks>
/// A TCP stream carries one window each round trip (RFC 7323). Readers of object stores open several: taken here are 32 streams with windows of 4 MiB, which fill a
/// machine's 10 Gbit/s up to a round trip of 107 ms and carry less beyond. An assumption for comparing places, no promise.
/// </remarks>
public static class DataTransfer
{
    private const double BitsPerRoundTrip = 32 * 4.0 * 1024 * 1024 * 8;
    private const double MostBitsPerSecond = 10e9;

    /// <param name="sizeGB">Gigabytes (10^9 bytes).</param>
    public static TimeSpan Time(double sizeGB, double roundTripMs) =>
        TimeSpan.FromSeconds(sizeGB * 8e9 / Math.Min(MostBitsPerSecond, BitsPerRoundTrip / (Math.Max(roundTripMs, 0.01) / 1000)));
}
