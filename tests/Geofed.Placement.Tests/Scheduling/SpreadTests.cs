using System.Text.Json.Nodes;
using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Tests.Scheduling;

public class SpreadTests
{
    private static readonly JsonObject[] Clusters =
    [
        Problem.Cluster("a1", "us", "us-a", labels: """{ "rack": "1" }"""),
        Problem.Cluster("a2", "us", "us-a", labels: """{ "rack": "2" }"""),
        Problem.Cluster("b1", "us", "us-b", labels: """{ "rack": "1" }"""),
        Problem.Cluster("c1", "eu", "eu-a", provider: "aws"),
        Problem.Cluster("c2", "eu", "eu-b", provider: "aws", pods: "2"),
    ];

    [Theory]
    [InlineData("""{ "spreadByField": "zone", "minGroups": 3, "maxGroups": 3 }, { "spreadByField": "cluster", "minGroups": 1, "maxGroups": 3 }""", "a1:2 b1:2 c1:2")]
    [InlineData("""{ "spreadByField": "zone", "minGroups": 2, "maxGroups": 2 }, { "spreadByField": "cluster", "minGroups": 1 }""", "a1:2 a2:2 b1:2")]
    [InlineData("""{ "spreadByField": "provider", "minGroups": 2 }, { "spreadByField": "cluster", "minGroups": 2, "maxGroups": 2 }""", "a1:3 c1:3")]
    [InlineData("""{ "spreadByLabel": "rack", "minGroups": 2, "maxGroups": 2 }""", "a1:2 a2:2 b1:2")]
    [InlineData("""{ "spreadByField": "region", "minGroups": 2 }, { "spreadByField": "zone", "minGroups": 3 }, { "spreadByField": "cluster", "minGroups": 1, "maxGroups": 3 }""", "a1:2 b1:2 c1:2")]
    [InlineData("""{ "spreadByField": "zone", "minGroups": 5 }, { "spreadByField": "cluster", "minGroups": 1 }""", "SchedulerError: failed to select clusters: spread by zone: there are 4 groups of feasible clusters, and minGroups is 5")]
    public void ReplicasAreSpreadByZoneProviderAndLabel(string constraints, string result) =>
        Assert.Equal(result, Scheduler.Schedule(Spread(6, constraints), Clusters).Show());

    [Fact]
    public void ARoomierClusterOfTheSameGroupTakesThePlaceOfAFullOne()
    {
        JsonObject[] clusters = [.. Clusters, Problem.Cluster("d1", "eu", "eu-b", provider: "aws", pods: "50")];
        var result = Scheduler.Schedule(Spread(120, """{ "spreadByField": "zone", "minGroups": 2, "maxGroups": 2 }, { "spreadByField": "cluster", "minGroups": 2, "maxGroups": 2 }"""), clusters);
        Assert.Equal(120, result.Targets!.Sum(t => t.Replicas));
        Assert.Equal(2, result.Targets!.Count);
    }

    [Fact]
    public void KarmadasRefusalCanBeHad()
    {
        var binding = Spread(6, """{ "spreadByField": "zone", "minGroups": 2 }""");
        Assert.Contains("just support cluster and region", Scheduler.Schedule(binding, Clusters, new() { RefuseSpreadAsKarmada = true }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AClusterWithoutTheLabelSaysSo() => Assert.Equal(["cluster(s) did not have label rack"],
        Scheduler.Schedule(Spread(2, """{ "spreadByLabel": "rack", "minGroups": 1 }"""), Clusters).Filtered["c1"]);

    private static JsonObject Spread(long replicas, string constraints) => Problem.Binding(replicas,
        $$"""{ "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted", "weightPreference": {} }, "spreadConstraints": [ {{constraints}} ] }""");
}
