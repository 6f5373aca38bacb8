using CsCheck;
using Geofed.Clusters.Gke;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Clusters.Tests.Gke;

/// <summary>What holds for every cluster that can be asked for.</summary>
public class AnySpecTests
{
    private static readonly Gen<GkeNodePool> Pools =
        from machine in Gen.OneOf("e2-standard-4", "n2-highmem-8", "c4-standard-8", "g2-standard-24", "a3-highgpu-8g", "c4a-standard-4")
        from size in Gen.Select(Gen.Int[0, 12], Gen.Bool, Gen.Int[1, 9])
        from spot in Gen.Bool
        from driver in Gen.Enum<GpuDriver>()
        from taints in Gen.OneOf("a=b:NoSchedule", "c:NoExecute", "nvidia.com/gpu=mine:PreferNoSchedule").HashSet[0, 3]
        select new GkeNodePool(new("p", machine, size.Item1, Spot: spot) { Taints = [.. taints] })
        {
            MinCount = size.Item2 ? Math.Min(size.Item1, 2) : null,
            MaxCount = size.Item2 ? size.Item1 + size.Item3 : null,
            Driver = driver,
        };

    private static readonly Gen<GkeClusterSpec> Places =
        from name in Gen.String[Gen.OneOf('a', '1', '-'), 0, 38].Select(middle => $"c{middle}z")
        from region in Gen.Int[0, GcpRegion.All.Count - 1].Select(i => GcpRegion.All[i])
        from slot in Gen.Int[0, 63]
        from channel in Gen.Enum<GkeReleaseChannel>()
        from flags in Gen.Bool.Array[6]
        select new GkeClusterSpec(name, Samples.Project, region.Name)
        {
            AddressSlot = slot,
            ReleaseChannel = channel,
            PrivateNodes = flags[0],
            DnsEndpoint = flags[1],
            DeletionProtection = flags[2],
            OAuthScopes = flags[3] ? ["cloud-platform"] : [],
            FleetProject = flags[4] ? Samples.Project : null,
            MultiClusterServices = flags[4] && flags[5],
        };

    public static readonly Gen<GkeClusterSpec> Specs =
        from place in Places
        from autopilot in Gen.Bool
        from zonal in Gen.Bool
        from pools in Pools.Array[1, 3]
        select autopilot ? place with { Mode = GkeMode.Autopilot } : place with
        {
            Zone = zonal ? GcpRegion.Find(place.Region)!.Zones[1] : null,
            NodePools = [.. pools.Select((pool, i) => pool with { Nodes = pool.Nodes with { Name = $"p{i}" } })],
        };

    /// <summary>A network that has grown to serve it.</summary>
    public static GkeNetworkSpec NetworkOf(GkeClusterSpec spec) => new GkeNetworkSpec(Samples.Project).Including(spec);

    [Fact]
    public void A_spec_read_back_gives_the_same_program_and_no_change() => Specs.Sample(spec =>
    {
        var read = GkeClusterSpec.From(JsonDocuments.ParseObject(spec.ToJson().ToUtf8()));
        var network = GkeNetworkSpec.From(JsonDocuments.ParseObject(NetworkOf(spec).ToJson().ToUtf8()));
        return GkeClusterProgram.Create(spec, NetworkOf(spec)).MainJson == GkeClusterProgram.Create(read, network).MainJson && SpecChange.Between(spec, read).Count == 0;
    });

    [Fact]
    public void What_a_pool_begins_with_is_within_its_limits() => Specs.Sample(spec =>
    {
        foreach (var (_, resource) in GkeClusterProgram.Create(spec, NetworkOf(spec)).Main.Obj("resources")!.Where(r => r.Key.StartsWith("pool-", StringComparison.Ordinal)))
        {
            var pool = resource.Obj("properties")!;
            if (pool.Int("initialNodeCount") * pool.Strings("nodeLocations").Count() > pool.Int("autoscaling", "totalMaxNodeCount"))
                return false;
        }
        return true;
    });

    [Fact]
    public void Names_that_Google_Cloud_sees_are_not_too_long() => Specs.Sample(spec =>
    {
        var network = NetworkOf(spec) with { Name = new('n', 22) };
        var resources = GkeClusterProgram.Create(spec, network).Main.Obj("resources")!.Concat(GkeNetworkProgram.Create(network).Main.Obj("resources")!);
        return resources.All(r => (r.Value.Str("properties", "name") ?? "").Length <= 63 && (r.Value.Str("properties", "accountId") ?? "").Length <= 30);
    });
}
