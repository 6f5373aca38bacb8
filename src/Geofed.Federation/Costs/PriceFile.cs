using Geofed.Federation.Home;
using Geofed.Placement.Costs;

namespace Geofed.Federation.Costs;

/// <summary>Reads the prices that a user has written down.</summary>
public static class PriceFile
{
    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says where and why.</exception>
    public static PriceList? Read(string path)
    {
        var prices = StrictJson.Read<PriceList>(path);
        if (prices is null)
            return null;
        var negative = prices.GpuHour.Select(p => ($"gpuHour of {p.Key}", p.Value)).Concat(prices.NodeHour.Select(p => ($"nodeHour of {p.Key}", p.Value)))
            .Concat(prices.Carbon.Select(p => ($"carbon of {p.Key}", p.Value))).Concat(prices.EgressGB.Select(e => ($"egressGB from {e.From} to {e.To}", e.Price)))
            .Where(p => !(p.Item2 >= 0)).Select(p => p.Item1).ToList();
        return negative.Count == 0 ? prices : throw new FormatException($"{path} has amounts below 0: {string.Join("; ", negative)}.");
    }
}
