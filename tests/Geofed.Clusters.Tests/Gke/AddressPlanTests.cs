using CsCheck;
using Geofed.Clusters.Gke;

namespace Geofed.Clusters.Tests.Gke;

public class AddressPlanTests
{
    private static readonly AddressRange Reserved = AddressRange.Parse("172.17.0.0/16");
    private static readonly AddressRange[] Private = [AddressRange.Parse("10.0.0.0/8"), AddressRange.Parse("172.16.0.0/12"), AddressRange.Parse("192.168.0.0/16"), AddressRange.Parse("100.64.0.0/10")];

    /// <summary>Plans of any private bases, most of which are refused.</summary>
    private static readonly Gen<AddressPlan> Plans =
        from pods in Gen.Select(Gen.OneOf("10.0.0.0/8", "10.0.0.0/9", "100.64.0.0/10", "10.32.0.0/11", "172.16.0.0/12"), Gen.Int[11, 21])
        from nodes in Gen.Select(Gen.OneOf("172.24.0.0/14", "10.128.0.0/12", "192.168.0.0/16", "172.16.0.0/14"), Gen.Int[16, 26])
        from services in Gen.Select(Gen.OneOf("172.20.0.0/14", "10.160.0.0/12", "100.64.0.0/12", "172.18.0.0/16"), Gen.Int[16, 26])
        select new AddressPlan
        {
            Pods = AddressRange.Parse(pods.Item1),
            PodsPrefix = pods.Item2,
            Nodes = AddressRange.Parse(nodes.Item1),
            NodesPrefix = nodes.Item2,
            Services = AddressRange.Parse(services.Item1),
            ServicesPrefix = services.Item2,
        };

    private static List<AddressRange> RangesOf(AddressPlan plan) =>
        [.. Enumerable.Range(0, Math.Min(plan.Capacity, 300)).Select(slot => plan[slot]).SelectMany(a => new[] { a.Nodes, a.Pods, a.Services })];

    private static void IsSound(AddressPlan plan)
    {
        var ranges = RangesOf(plan).OrderBy(range => range.First).ToList();
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First, $"{pair.First} overlaps {pair.Second}"));
        Assert.All(ranges, range => Assert.True(Private.Any(p => p.Contains(range)) && !range.Overlaps(Reserved), $"{range}"));
    }

    [Fact]
    public void By_default_there_is_room_for_64_clusters_of_512_nodes()
    {
        var plan = AddressPlan.Default;
        Assert.Equal(64, plan.Capacity);
        Assert.Empty(plan.Problems());
        IsSound(plan);
        Assert.Equal(("172.24.0.0/20", "10.0.0.0/15", "172.20.0.0/20"), (plan[0].Nodes.ToString(), plan[0].Pods.ToString(), plan[0].Services.ToString()));
        Assert.Equal(("172.27.240.0/20", "10.126.0.0/15", "172.23.240.0/20"), (plan[63].Nodes.ToString(), plan[63].Pods.ToString(), plan[63].Services.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan[64]);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan[-1]);
    }

    [Fact]
    public void No_two_ranges_of_a_plan_without_problems_overlap()
    {
        var sound = 0;
        Plans.Sample(plan =>
        {
            if (plan.Problems().Any())
                return;
            IsSound(plan);
            Interlocked.Increment(ref sound);
        }, iter: 500);
        Assert.NotEqual(0, sound);
    }

    [Fact]
    public void The_lowest_free_slot_is_taken() => Gen.Int[0, 70].HashSet[0, 64].Sample(taken =>
        AddressPlan.Default.FreeSlot(taken) is { } slot
            ? !taken.Contains(slot) && Enumerable.Range(0, slot).All(taken.Contains)
            : Enumerable.Range(0, 64).All(taken.Contains));

    [Fact]
    public void A_full_network_has_no_free_slot() => Assert.Null(AddressPlan.Default.FreeSlot(Enumerable.Range(0, 64)));

    [Theory]
    [InlineData("8.8.8.0/24", "is not private")]
    [InlineData("172.16.0.0/12", "which nodes use themselves")]
    [InlineData("172.24.0.0/13", "overlaps")]
    [InlineData("10.128.0.0/16", "is more than all of")]
    public void A_base_that_cannot_be_is_told(string pods, string problem) =>
        Assert.Contains((AddressPlan.Default with { Pods = AddressRange.Parse(pods) }).Problems(), p => p.Rule.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.256/32")]
    [InlineData("10.0.0.0/ 8")]
    public void What_is_no_range_is_refused(string text) => Assert.Throws<FormatException>(() => AddressRange.Parse(text));

    [Fact]
    public void A_plan_read_back_is_the_same() => Plans.Sample(plan => AddressPlan.From(plan.ToJson()) == plan);
}
