using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Placements;

/// <summary>The base of cmdlets that place something on members.</summary>
public abstract class PlacementCmdlet : FederationCmdlet
{
    /// <summary>Only these members.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Cluster { get; set; } = [];

    /// <summary>Only members in these regions, also such as join later.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Region { get; set; } = [];

    private protected virtual PlacementRequest Placement() => new() { Clusters = Cluster, Regions = [.. Region.Select(r => r.ToLowerInvariant())] };

    /// <summary>The placement asked for and the region of each member; warns when no member is where it leads.</summary>
    /// <param name="members">Those of the federation when null.</param>
    /// <exception cref="GeofedErrorException">The placement cannot be meant.</exception>
    private protected async Task<(PlacementRequest Placement, IReadOnlyDictionary<string, string> RegionOf)> PlaceAsync(FederationConnection federation, IReadOnlyList<FederationMember>? members = null)
    {
        var placement = Placement();
        members ??= await federation.Members.ListAsync(Stop);
        if (placement.SpreadBy is SpreadBy.Zone or SpreadBy.Provider)
            placement = placement with { GroupOf = members.ToDictionary(m => m.Name, m => placement.SpreadBy == SpreadBy.Provider ? m.Provider : string.Join(',', m.Zones.Order(StringComparer.Ordinal))) };
        PlacementCheck.Check(placement, members, federation.Name);
        if (PlacementCheck.IsEmpty(placement, members))
            WriteWarning($"Federation '{federation.Name}' has no members {(members.Count == 0 ? "yet" : $"in {string.Join(", ", placement.Regions)} yet")}. What is published stays Pending until a cluster joins.");
        return (placement, members.ToDictionary(m => m.Name, m => m.Region));
    }
}
