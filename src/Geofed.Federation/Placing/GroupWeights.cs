using System.Numerics;

namespace Geofed.Federation;

/// <summary>Weights by which every group of clusters (a region, zones, a provider) gets the same share, however many clusters it has.</summary>
internal static class GroupWeights
{
    /// <summary>A cluster's weight is the least common multiple of the groups' sizes, over the size of its own group.</summary>
    public static IReadOnlyDictionary<string, long> Of(IReadOnlyDictionary<string, string> groupOf)
    {
        var sizes = groupOf.GroupBy(member => member.Value).ToDictionary(group => group.Key, group => (long)group.Count());
        var multiple = sizes.Values.Distinct().Aggregate(1L, (a, b) => a / (long)BigInteger.GreatestCommonDivisor(a, b) * b);
        return groupOf.ToDictionary(member => member.Key, member => multiple / sizes[member.Value]);
    }
}
