using CsCheck;
using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

public class FreeNodesTests
{
    private static readonly PodClaim Two = new([2, 8]);

    [Fact]
    public void Free_halves_of_two_nodes_are_no_room_for_a_whole()
    {
        var free = new FreeNodes(new("a", "r", [new("l4", [3, 99]), new("l4", [3, 99])]));
        Assert.True(free.Fits(Two, 2));
        Assert.False(free.Fits(Two, 3));
        Assert.False(free.Fits(new([4, 0]), 1));
    }

    [Fact]
    public void Other_amounts_than_gpus_count_too() => Assert.False(new FreeNodes(new("a", "r", [new("l4", [8, 15])])).Fits(Two, 2));

    [Fact]
    public void Cheap_nodes_are_taken_first_and_others_left_to_those_who_need_them()
    {
        var free = new FreeNodes(new("a", "r", [new("h100", [8, 99]) { GpuHourPrice = 9 }, new("l4", [8, 99]) { GpuHourPrice = 1 }]));
        Assert.Equal([new NodeHold(1, 4)], free.Take(Two, 4)!);
        Assert.Equal([new NodeHold(0, 1)], free.Take(Two, 1)!);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Nodes_are_filled_up_or_begun_as_the_clusters_scheduler_does(bool fillsUp, int node) =>
        Assert.Equal([new NodeHold(node, 1)], new FreeNodes(new("a", "r", [new("l4", [8, 99]), new("l4", [4, 99])]) { FillsUp = fillsUp }).Take(Two, 1)!);

    [Fact]
    public void What_is_released_is_free_again_and_the_index_is_never_below_the_nodes() =>
        Gen.Select(Gen.Int[0, 8].Array[1, 12], Gen.Select(Gen.Int[1, 4], Gen.Int[1, 6]).Array[1, 12]).Sample((nodes, takes) =>
        {
            var free = new FreeNodes(new("a", "r", [.. nodes.Select(g => new PlanningNode("gpu", [g, 20]))]));
            var taken = new List<(PodClaim Claim, IReadOnlyList<NodeHold> Holds)>();
            foreach (var (gpus, pods) in takes)
            {
                var claim = new PodClaim([gpus, 3]);
                var fits = free.Fits(claim, pods);
                Assert.True(!fits || free.AtMost(claim) >= pods);
                var holds = free.Take(claim, pods);
                Assert.Equal(fits, holds is not null);
                if (holds is not null)
                    taken.Add((claim, holds));
            }
            foreach (var (claim, holds) in taken)
                free.Release(claim, holds);
            Assert.Equal(nodes.Sum(g => (long)g), free.AtMost(new([1, 0])));
        });
}
