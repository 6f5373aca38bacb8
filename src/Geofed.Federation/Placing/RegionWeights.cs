using System.Numerics;

namespace Geofed.Federation;

/// <summary>Weights by which every region gets the same share, however many clusters it has.</summary>
internal static class RegionWeights
{
    /// <summary>A cluster's weight is the least common multiple of the regions' sizes, over the size of its own region.</summary>
    public static IReadOnlyDictionary<string, long> Of(IReadOnlyDictionary<string, string> regionOf)
    {
        var sizes = regionOf.GroupBy(member => member.Value).ToDictionary(region => region.Key, region => (long)region.Count());
        var multiple = sizes.Values.Distinct().Aggregate(1L, (a, b) => a / (long)BigInteger.GreatestCommonDivisor(a, b) * b);
        return regionOf.ToDictionary(member => member.Key, member => multiple / sizes[member.Value]);
    }
}
