using Geofed.Clusters.Gke;
using static Geofed.Clusters.Gke.ChangeEffect;

namespace Geofed.Clusters.Tests.Gke;

public class SpecChangeTests
{
    private static GkeClusterSpec Of(params GkeNodePool[] pools) => Samples.Standard with { NodePools = pools };

    private static readonly GkeNodePool Cpu = new(new("cpu", "e2-standard-4", 3));
    private static readonly GkeNodePool Gpu = new(new("gpu", "g2-standard-12", 1, "nvidia-l4", 1));

    public static TheoryData<string, ChangeEffect> OfCluster() => new()
    {
        { nameof(GkeClusterSpec.Name), ReplacesCluster },
        { "Location", ReplacesCluster },
        { nameof(GkeClusterSpec.AddressSlot), ReplacesCluster },
        { nameof(GkeClusterSpec.PrivateNodes), ReplacesCluster },
        { nameof(GkeClusterSpec.OAuthScopes), ReplacesPool },
        { nameof(GkeClusterSpec.Zones), RecreatesNodes },
        { nameof(GkeClusterSpec.ReleaseChannel), InPlace },
        { nameof(GkeClusterSpec.Labels), InPlace },
        { nameof(GkeClusterSpec.DeletionProtection), InPlace },
        { nameof(GkeClusterSpec.MaintenanceWindow), InPlace },
    };

    [Theory]
    [MemberData(nameof(OfCluster))]
    public void A_change_of_the_cluster_has_its_effect(string field, ChangeEffect effect)
    {
        var old = Of(Cpu);
        var changed = field switch
        {
            nameof(GkeClusterSpec.Name) => old with { Name = "other" },
            "Location" => old with { Zone = "europe-west4-a", Zones = old.NodeZones },
            nameof(GkeClusterSpec.AddressSlot) => old with { AddressSlot = 7 },
            nameof(GkeClusterSpec.PrivateNodes) => old with { PrivateNodes = false },
            nameof(GkeClusterSpec.OAuthScopes) => old with { OAuthScopes = ["cloud-platform"] },
            nameof(GkeClusterSpec.Zones) => old with { Zones = ["europe-west4-b", "europe-west4-a"] },
            nameof(GkeClusterSpec.ReleaseChannel) => old with { ReleaseChannel = GkeReleaseChannel.Rapid },
            nameof(GkeClusterSpec.Labels) => old with { Labels = new Dictionary<string, string> { ["a"] = "b" } },
            nameof(GkeClusterSpec.DeletionProtection) => old with { DeletionProtection = false },
            _ => old with { MaintenanceWindow = new(new(3, 0), TimeSpan.FromHours(4)) },
        };
        var change = Assert.Single(SpecChange.Between(old, changed));
        Assert.Equal((field, null, effect), (change.Field, change.Pool, change.Effect));
    }

    [Fact]
    public void Changes_of_pools_are_told_by_their_pool_and_the_gravest_first() => Assert.Equal(
        [
            "pool 'gpu': NodePool: '1 x g2-standard-12 with 1 x nvidia-l4' becomes nothing (deletes its nodes)",
            "pool 'cpu': Spot: 'no' becomes 'yes' (replaces the pool)",
            "pool 'cpu': MachineType: 'e2-standard-4' becomes 'e2-standard-8' (its nodes are made anew, one after the other)",
            "pool 'new': NodePool: nothing becomes '1 x e2-medium' (a new pool)",
            "pool 'cpu': Count: '3' becomes '6'",
        ],
        SpecChange.Between(Of(Cpu, Gpu), Of(new(new("cpu", "e2-standard-8", 6, Spot: true)), new(new("new", "e2-medium", 1)))).Select(c => c.ToString()));

    [Fact]
    public void A_number_of_nodes_that_takes_a_pool_out_of_a_zone_says_so() => Assert.Equal(
        ["pool 'cpu': Zones: 'europe-west4-a, europe-west4-b, europe-west4-c' becomes 'europe-west4-a, europe-west4-b' (its nodes are made anew, one after the other)", "pool 'cpu': Count: '3' becomes '4'"],
        SpecChange.Between(Of(Cpu), Of(new GkeNodePool(new("cpu", "e2-standard-4", 4)))).Select(c => c.ToString()));

    [Fact]
    public void Another_order_of_zones_or_scopes_is_no_change()
    {
        var old = Of(Cpu) with { OAuthScopes = ["a", "b"] };
        Assert.Empty(SpecChange.Between(old, old with { OAuthScopes = ["b", "a"], Zones = ["europe-west4-b", "europe-west4-c", "europe-west4-a"] }));
    }

    [Fact]
    public void Another_accelerator_or_driver_replaces_the_pool()
    {
        Assert.Contains(SpecChange.Between(Of(Gpu), Of(new GkeNodePool(new("gpu", "g2-standard-24", 1, "nvidia-l4", 2)))), c => c is { Field: "Accelerator", Effect: ReplacesPool });
        Assert.Contains(SpecChange.Between(Of(Gpu), Of(Gpu with { Driver = GpuDriver.Latest })), c => c is { Field: "Driver", Effect: ReplacesPool });
    }
}
