using System.Collections;
using System.Management.Automation;
using Geofed.Federation;

namespace Geofed.Cmdlets.Placements;

/// <summary>The base of cmdlets that also say how replicas are divided over the members.</summary>
public abstract class DivisionCmdlet : PlacementCmdlet
{
    /// <summary>Shares of the replicas by member, e.g. @{ 'us-west1' = 2; 'europe-west1' = 1 }. Members without a share get none.</summary>
    [Parameter]
    public IDictionary? Weight { get; set; }

    /// <summary>What gets equal shares: each Cluster, Region, Zone (clusters in several zones count with those in the same ones), or Provider. Shares by all but cluster are worked out from the members of the moment; publish again after members have come or gone.</summary>
    [Parameter]
    public SpreadBy SpreadBy { get; set; }

    /// <summary>Every member runs all replicas, instead of its share.</summary>
    [Parameter]
    public SwitchParameter Duplicate { get; set; }

    private protected override PlacementRequest Placement() => base.Placement() with { Weights = StringMaps.Weights(Weight), Duplicate = Duplicate, SpreadBy = SpreadBy };
}
