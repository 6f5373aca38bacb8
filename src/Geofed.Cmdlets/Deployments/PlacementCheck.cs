using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Refuses placements that contradict themselves, or name members that are none: most such names are slips.</summary>
internal static class PlacementCheck
{
    /// <exception cref="GeofedErrorException">The placement cannot be meant.</exception>
    public static void Check(PlacementRequest placement, IReadOnlyList<FederationMember> members, string federation)
    {
        if (placement.Duplicate && placement.Weights.Count > 0)
            throw GeofedErrors.InvalidPlacement("-Duplicate gives every member all replicas, so that -Weight has nothing to divide.");
        if (placement.SpreadBy == SpreadBy.Region && placement.Weights.Count > 0)
            throw GeofedErrors.InvalidPlacement("-SpreadBy Region works out the weights itself, so that -Weight cannot be given.");
        var names = members.Select(m => m.Name).ToList();
        if (placement.Clusters.Concat(placement.Weights.Keys).FirstOrDefault(name => !names.Contains(name)) is { } stranger)
            throw GeofedErrors.MemberNotFound(stranger, federation, Suggestions.Nearest(stranger, names));
    }
}
