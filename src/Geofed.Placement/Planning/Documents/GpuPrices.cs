using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Costs;

namespace Geofed.Placement.Planning;

/// <summary>What a GPU costs an hour on nodes as they are. Where the prices leave one out, none counts: what has no price is not for nothing. Pure.</summary>
internal sealed class GpuPrices
{
    private const string AcceleratorLabel = "cloud.google.com/gke-accelerator";
    private readonly PriceList? _prices;

    /// <param name="nodes">Those that workloads may use the GPUs of, with their regions.</param>
    public GpuPrices(PriceList? prices, IEnumerable<(JsonObject Node, string Region)> nodes)
    {
        var said = prices is { GpuHour.Count: > 0 } ? prices : null;
        Holes = said is null ? [] : [.. nodes.Where(n => Find(said, n.Node, n.Region) is null).Select(n => Hole(n.Node, n.Region)).Distinct().Order(StringComparer.Ordinal)];
        _prices = Holes.Count == 0 ? said : null;
    }

    /// <summary>What the prices do not say, as it would be written there.</summary>
    public IReadOnlyList<string> Holes { get; }

    /// <summary>0 when prices do not count.</summary>
    public double Of(JsonObject node, string region) => _prices is null ? 0 : Find(_prices, node, region) ?? 0;

    private static double? Find(PriceList prices, JsonObject node, string region) => node.Label(AcceleratorLabel) is { } accelerator ? prices.OfGpu(accelerator, region) : null;

    private static string Hole(JsonObject node, string region) =>
        node.Label(AcceleratorLabel) is { } accelerator ? $"gpuHour of {accelerator}@{region}" : $"gpuHour of nodes without the label {AcceleratorLabel}";
}
