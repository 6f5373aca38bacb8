using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Tests.Scheduling;

public class RegionPathsTests
{
    /// <summary>What cannot be better is not walked, and that changes nothing: the first of the best is found, among many that are as good as each other.</summary>
    [Fact]
    public void TheBestIsTheFirstOfTheBestOfAll()
    {
        var random = new Random(20261130);
        for (var run = 0; run < 3000; run++)
        {
            var kinds = random.Next(1, 4);
            var regions = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (Score: 1000L * random.Next(kinds), Clusters: random.Next(1, 1 + kinds))).ToList();
            var paths = new RegionPaths(regions, new(random.Next(0, 5), random.Next(0, 7)), random.Next(0, 12));
            var all = new List<List<int>>();
            paths.Each(path => all.Add([.. path]));
            var best = all.Count == 0 ? null : all.MaxBy(path => (path.Sum(i => regions[i].Score), path.Sum(i => regions[i].Clusters)));
            Assert.Equal(best, paths.Best());
        }
    }

    [Fact]
    public void OneThatSatisfiesIsNotExtended()
    {
        var found = new List<string>();
        new RegionPaths([(1, 1), (1, 2), (1, 1)], new(1, 3), 2).Each(path => found.Add(string.Join(',', path)));
        Assert.Equal(["0,1", "0,2", "1"], found);
    }

    /// <summary>Three of sixty regions that are as good as each other: there are 34,220 combinations, and the first one is taken.</summary>
    [Fact]
    public void OfManyThatAreAlikeTheFirstIsTaken() =>
        Assert.Equal([0, 1, 2], new RegionPaths([.. Enumerable.Repeat((1000L, 5), 60)], new(3, 10), 3).Best());
}
