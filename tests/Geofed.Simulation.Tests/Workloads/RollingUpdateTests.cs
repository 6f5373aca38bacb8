using CsCheck;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class RollingUpdateTests
{
    [Theory]
    // Cases of upstream's rolling_test.go: replicas, surge, old size, new size => next new size.
    [InlineData(10, 0, 10, 0, 0)]
    [InlineData(10, 2, 10, 0, 2)]
    [InlineData(10, 2, 5, 0, 7)]
    [InlineData(10, 2, 10, 2, 2)]
    [InlineData(2, 0, 10, 15, 2)]
    [InlineData(10, 0, 0, 10, 10)]
    public void TheNewSetGrowsAsFarAsTheSurgeAllows(int replicas, int surge, int old, int current, int expected) =>
        Assert.Equal(expected, new RollingUpdate(replicas, surge, 0).NewSize(current, old + current));

    [Theory]
    // replicas, unavailable, old size, old available, new size, new available => next old size.
    [InlineData(10, 0, 10, 10, 0, 0, 10)]
    [InlineData(10, 2, 10, 10, 0, 0, 8)]
    [InlineData(10, 2, 10, 8, 0, 0, 8)]
    [InlineData(10, 2, 10, 0, 0, 0, 8)]
    [InlineData(10, 2, 10, 9, 2, 0, 8)]
    [InlineData(10, 0, 10, 10, 4, 4, 6)]
    [InlineData(10, 2, 8, 8, 5, 0, 8)]
    [InlineData(10, 2, 0, 0, 10, 10, 0)]
    public void TheOldSetShrinksAsFarAsAvailabilityAllows(int replicas, int unavailable, int old, int oldAvailable, int current, int currentAvailable, int expected) =>
        Assert.Equal(expected, new RollingUpdate(replicas, 2, unavailable).OldSizes(new("new", current, currentAvailable), [new("old", old, oldAvailable)])["old"]);

    [Fact]
    public void UnhealthyPodsOfAnySetGoBeforeHealthyOnes()
    {
        var sizes = new RollingUpdate(10, 2, 2).OldSizes(new("new", 0), [new("a", 5, 5), new("b", 5, 2)]);
        Assert.Equal((5, 3), (sizes["a"], sizes["b"]));
    }

    [Theory]
    [InlineData("25%", "25%", 10, 3, 2)]
    [InlineData("25%", "25%", 1, 1, 0)]
    [InlineData("0%", "10%", 5, 0, 1)]
    [InlineData("100%", "100%", 3, 3, 3)]
    public void PercentagesAreRoundedUpForSurgeAndDownForUnavailability(string surge, string unavailable, int replicas, int expectedSurge, int expectedUnavailable)
    {
        var deployment = TestPods.Workload("Deployment", "web", $$"""
            "replicas": {{replicas}}, "strategy": { "type": "RollingUpdate", "rollingUpdate": { "maxSurge": "{{surge}}", "maxUnavailable": "{{unavailable}}" } }
            """);
        Assert.Equal(new RollingUpdate(replicas, expectedSurge, expectedUnavailable), RollingUpdate.Of(deployment));
    }

    /// <summary>Whatever becomes ready in whatever order, a rollout holds its bounds at every step, and ends.</summary>
    [Fact]
    public void ARolloutNeverLeavesItsBounds() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 10], Gen.Int[0, 10], Gen.Int[0, 100].Array[200]).Sample((replicas, surge, unavailable, luck) =>
        {
            var update = new RollingUpdate(replicas, surge, Math.Min(replicas, surge == 0 ? Math.Max(1, unavailable) : unavailable));
            var (old, current, available) = (replicas, 0, 0);
            foreach (var chance in luck)
            {
                var next = update.NewSize(current, old + current);
                if (next != current)
                    current = next;
                else
                    old = update.OldSizes(new("new", current, available), [new("old", old, old)])["old"];
                Assert.True(old + current <= Math.Max(update.MaxTotal, replicas), $"{old} + {current} pods");
                Assert.True(old + available >= update.MinAvailable, $"{old} + {available} available");
                available += chance * (current - available) / 100;
            }
            for (var step = 0; step < 100; step++)
            {
                available = current;
                current = update.NewSize(current, old + current);
                old = update.OldSizes(new("new", current, available), [new("old", old, old)])["old"];
            }
            Assert.Equal((0, replicas), (old, current));
        });

    [Fact]
    public void ScalingAmidARolloutIsProportional()
    {
        // Ten replicas and a surge of three, 8 old and 5 new; then fifteen are asked for: three times as many for the larger (the example of the documentation).
        var sizes = ProportionalScaling.Sizes(new(15, 3, 2), [new("old", 8, MaxReplicas: 13), new("new", 5, MaxReplicas: 13)], 13);
        Assert.Equal((11, 7), (sizes["old"], sizes["new"]));
    }

    [Fact]
    public void ProportionalScalingEndsAtTheWholeAllowedWhereTheLargestCanGiveIt() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 10], Gen.Int[1, 20].Array[2, 5]).Sample((replicas, surge, sets) =>
        {
            var sizes = ProportionalScaling.Sizes(new(replicas, surge, 0), [.. sets.Select((size, i) => new SetSize($"s{i}", size, MaxReplicas: sets.Sum()))], sets.Sum());
            var allowed = replicas == 0 ? 0 : replicas + surge;
            // What rounding leaves is taken from the largest alone, upstream too: one more for each that was rounded up stays when it has nothing left.
            Assert.InRange(sizes.Values.Sum(), allowed, sizes[$"s{Array.IndexOf(sets, sets.Max())}"] > 0 ? allowed : allowed + sets.Length);
            Assert.All(sizes.Values, size => Assert.True(size >= 0));
        });
}
