using Geofed.Model.Catalogue;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Costs;

/// <summary>What a user pays, and what a region emits: a document that the user owns. What it does not say is no price, not a price of nothing.</summary>
/// <remarks>A key of <see cref="GpuHour"/> and <see cref="NodeHour"/> may end in "@region", which then goes before the one without.</remarks>
public sealed record PriceList
{
    /// <summary>Of all amounts, e.g. "EUR"; for output.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Who says so, and when; for people.</summary>
    public string? Note { get; init; }

    /// <summary>One GPU with its part of the machine, an hour, by GKE's name of the accelerator.</summary>
    public IReadOnlyDictionary<string, double> GpuHour { get; init; } = new Dictionary<string, double>();

    /// <summary>One node without GPUs, an hour, by machine type.</summary>
    public IReadOnlyDictionary<string, double> NodeHour { get; init; } = new Dictionary<string, double>();

    /// <summary>A gigabyte (10^9 bytes) from one group of regions to another; the most exact counts. Within a region it costs nothing unless it is said.</summary>
    public IReadOnlyList<EgressPrice> EgressGB { get; init; } = [];

    /// <summary>Grams of CO2 equivalents a kilowatt hour, by region.</summary>
    public IReadOnlyDictionary<string, double> Carbon { get; init; } = new Dictionary<string, double>();

    /// <summary>Null when it is not said.</summary>
    public double? OfGpu(string accelerator, string region) => At(GpuHour, accelerator, region);

    /// <inheritdoc cref="OfGpu"/>
    public double? OfNode(string machineType, string region) => At(NodeHour, machineType, region);

    /// <inheritdoc cref="OfGpu"/>
    public double? CarbonOf(string region) => Carbon.TryGetValue(region, out var grams) ? grams : null;

    /// <inheritdoc cref="OfGpu"/>
    public double? OfEgress(Atlas atlas, string from, string to) => EgressGB
        .Select(e => (e.Price, Exactness: Exactness(e.From, from, atlas) is > 0 and var a && Exactness(e.To, to, atlas) is > 0 and var b ? a + b : 0))
        .Where(e => e.Exactness > 0).OrderByDescending(e => e.Exactness).Select(e => (double?)e.Price).FirstOrDefault()
        is { } price && (from != to || EgressGB.Any(e => e.From == from && e.To == to)) ? price : from == to ? 0 : null;

    /// <summary>0 for a group that the region is not in; a region's own name is more exact than its continent, and that than "*".</summary>
    private static int Exactness(string group, string region, Atlas atlas) =>
        group.Equals(region, StringComparison.OrdinalIgnoreCase) ? 5
        : atlas.Find(region) is { } place && group.Equals(place.Continent.ToString(), StringComparison.OrdinalIgnoreCase) ? 3
        : group == "*" ? 1 : 0;

    private static double? At(IReadOnlyDictionary<string, double> prices, string key, string region) =>
        prices.TryGetValue($"{key}@{region}", out var there) ? there : prices.TryGetValue(key, out var anywhere) ? anywhere : null;
}

/// <summary>The price of a gigabyte that leaves one group of regions for another.</summary>
/// <param name="From">A region, a <see cref="Continent"/>, or "*" for all.</param>
/// <param name="To">The same.</param>
public sealed record EgressPrice(string From, string To, double Price);
