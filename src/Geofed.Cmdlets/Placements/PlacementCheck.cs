using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Geography;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Placements;

/// <summary>Refuses placements that contradict themselves, or name members that are none: most such names are slips.</summary>
internal static class PlacementCheck
{
    /// <exception cref="GeofedErrorException">The placement cannot be meant.</exception>
    public static void Check(PlacementRequest placement, IReadOnlyList<FederationMember> members, string federation)
    {
        if (placement.Duplicate && placement.Weights.Count > 0)
            throw GeofedErrors.InvalidPlacement("-Duplicate gives every member all replicas, so that -Weight has nothing to divide.");
        if (placement.SpreadBy != SpreadBy.Cluster && placement.Weights.Count > 0)
            throw GeofedErrors.InvalidPlacement($"-SpreadBy {placement.SpreadBy} works out the weights itself, so that -Weight cannot be given.");
        var names = members.Select(m => m.Name).ToList();
        if (placement.Clusters.Concat(placement.Weights.Keys).FirstOrDefault(name => !names.Contains(name)) is { } stranger)
            throw GeofedErrors.MemberNotFound(stranger, federation, Suggestions.Nearest(stranger, names));
        if (placement.Regions.FirstOrDefault(region => KnownRegions.Find(ApiSource.Current.Home, region) is null && members.All(m => m.Region != region)) is { } nowhere)
            throw KnownRegions.Unknown(ApiSource.Current.Home, nowhere);
        var regions = members.Where(m => (placement.Clusters.Count == 0 || placement.Clusters.Contains(m.Name)) && (placement.Regions.Count == 0 || placement.Regions.Contains(m.Region))).Select(m => m.Region).Distinct().Count();
        if (placement.MinRegions > regions && members.Count > 0)
            throw GeofedErrors.InvalidPlacement($"-MinRegions asks for {placement.MinRegions} regions, but the members that may be chosen are in {regions}.");
    }

    /// <summary>True when no member is where the workload shall run, so that it must wait for one to join.</summary>
    public static bool IsEmpty(PlacementRequest placement, IReadOnlyList<FederationMember> members) =>
        members.Count == 0 || (placement.Regions.Count > 0 && !members.Any(m => placement.Regions.Contains(m.Region)));
}
