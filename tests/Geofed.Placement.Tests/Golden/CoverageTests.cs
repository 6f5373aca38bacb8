using Geofed.Model;

namespace Geofed.Placement.Tests.Golden;

public class CoverageTests
{
    private static readonly string[] Operations =
    [
        "aggregateStatus", "interpretHealth", "getReplicas", "reviseReplica", "getDependencies", "reflectStatus", "retain", "prune",
        "needEviction", "evictCluster", "assessEvictionTasks",
    ];

    [Fact]
    public void EveryGoldenCaseBelongsToATest()
    {
        var files = new[] { "schedule", "divide", "trigger", "match", "override", "status", "taints-failover" };
        var cases = files.SelectMany(GoldenCases.Of).ToList();
        Assert.True(cases.Count >= 3056, $"only {cases.Count} golden cases were found");
        Assert.DoesNotContain(cases, c => c.Str("input", "op") is { } operation && !Operations.Contains(operation));
        // These hang on how Go's sort arranges equals, and FORMAT.md says to skip them.
        Assert.True(cases.Count(c => c.Bool("output", "dependsOnGoSort") == true) <= cases.Count / 100);
    }
}
