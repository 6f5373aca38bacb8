using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Geography;
using Geofed.Federation;
using Geofed.Federation.Geography;
using Geofed.Federation.Intents;
using Geofed.Model;

namespace Geofed.Cmdlets.Placements;

/// <summary>The base of cmdlets that also say where the users are whom something serves.</summary>
public abstract class ServingCmdlet : DivisionCmdlet
{
    /// <summary>
    /// Shares of the users by continent or region, e.g. @{ Europe = 60; Asia = 40 }: replicas are divided so that users are served from near, where there is room. Worked out from
    /// what is free at the moment; publish again when that has changed.
    /// </summary>
    [Parameter]
    public IDictionary? Users { get; set; }

    /// <summary>The fewest replicas for the users of each place that -Users names; one when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinReplicasPerRegion { get; set; }

    /// <summary>A region: all replicas run as near to it as there is room. Worked out from what is free at the moment.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Concentrate { get; set; }

    /// <summary>In so many regions at least.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MinRegions { get; set; }

    /// <summary>The most replicas of a member. A real Karmada heeds it only with -Users and -Concentrate, and only until the number of replicas is changed.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxReplicasPerCluster { get; set; }

    private protected bool Serves => Users is not null || Concentrate is not null;

    private protected override PlacementRequest Placement()
    {
        ServingContradictions.Check(MyInvocation.BoundParameters);
        return base.Placement() with { MinRegions = MinRegions, MaxPerCluster = MaxReplicasPerCluster };
    }

    /// <summary>The policy that places a workload as asked for; warns when replicas find no room now.</summary>
    /// <param name="without">Members that are supposed to be lost.</param>
    /// <param name="with">Clusters that are supposed to be there.</param>
    private protected async Task<JsonObject> PolicyAsync(
        FederationConnection federation, ApiResource kind, JsonObject template, PlacementRequest placement, IReadOnlyDictionary<string, string> regionOf,
        IReadOnlyList<string> without, IReadOnlyList<HypotheticalCluster> with)
    {
        if (!Serves || PlacementIsEmpty(placement, regionOf))
            return PropagationPolicy.For(template, placement, regionOf);
        var request = new ServingRequest
        {
            Users = UserInput.Read(Apis.Home, Users),
            MinPerPlace = MinReplicasPerRegion,
            Concentrate = Concentrate is null ? null : KnownRegions.Get(Apis.Home, Concentrate).Name,
        };
        var planning = new ServingPlanning(federation.Api, new MemberAccess(federation.Api, Apis.OpenMember), HomeAtlas.Of(Apis.Home));
        var (plan, policy) = await planning.PlanAsync(kind, template, request, placement, without, with, Stop);
        foreach (var share in plan.Shares)
            WriteVerbose(share.ToString());
        if (plan.WithoutRoom > 0)
            WriteWarning($"{plan.WithoutRoom} replicas of {kind.Kind} '{template.Name()}' find no room now and wait. {string.Join("; ", plan.Shares.Where(s => s.Replicas > s.Room))}.");
        return policy;
    }

    /// <summary>No member is where it leads, which has been warned of.</summary>
    private static bool PlacementIsEmpty(PlacementRequest placement, IReadOnlyDictionary<string, string> regionOf) =>
        regionOf.Count == 0 || placement.Regions.Count > 0 && !regionOf.Values.Any(placement.Regions.Contains);
}
