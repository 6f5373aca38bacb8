using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Tests.Scheduling;

public class ReplicaBoundsTests
{
    private const string Static = """{ "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted" } }""";
    private const string Dynamic = """{ "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted", "weightPreference": { "dynamicWeight": "AvailableReplicas" } } }""";
    private const string Aggregated = """{ "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Aggregated" } }""";

    private static readonly JsonObject[] Clusters = [Problem.Cluster("a", "us", "1"), Problem.Cluster("b", "us", "2", pods: "20"), Problem.Cluster("c", "eu", "3", pods: "10")];

    [Theory]
    [InlineData(Static, 9, """{"a":{"max":1}}""", "a:1 b:4 c:4")]
    [InlineData(Static, 9, """{"c":{"min":7}}""", "a:1 b:1 c:7")]
    [InlineData(Static, 9, """{"*":{"max":3}}""", "a:3 b:3 c:3")]
    [InlineData(Static, 9, """{"*":{"max":2}}""", "Unschedulable: failed to assign replicas: the clusters' bounds allow 6 of 9 replicas.")]
    [InlineData(Dynamic, 13, """{"a":{"max":4},"c":{"min":5}}""", "a:4 b:4 c:5")]
    [InlineData(Aggregated, 12, """{"a":{"max":5}}""", "b:12")]
    public void ReplicasKeepWithinTheBoundsOfClusters(string placement, long replicas, string bounds, string result) =>
        Assert.Equal(result, Scheduler.Schedule(Bound(replicas, placement, bounds), Clusters).Show());

    [Fact]
    public void WhatIsOutsideOfBoundsIsDividedAnew() => Assert.Equal("a:4 b:4",
        Scheduler.Schedule(Bound(8, Dynamic, """{"a":{"max":4},"c":{"max":0}}""", """[{"name":"a","replicas":8}]"""), Clusters).Show());

    [Theory]
    [InlineData("""{"a":{"min":3,"max":2}}""")]
    [InlineData("""{"a":{"most":2}}""")]
    [InlineData("""{"a":2}""")]
    [InlineData("a=2")]
    public void BoundsThatMakeNoSenseAreToldWithAnExample(string bounds)
    {
        var result = Scheduler.Schedule(Bound(2, Static, bounds), Clusters);
        Assert.Equal(ScheduleFailure.SchedulerError, result.Failure);
        Assert.Contains("\"us-west1\":{\"min\":2", result.Message, StringComparison.Ordinal);
    }

    private static JsonObject Bound(long replicas, string placement, string bounds, string clusters = "[]") => Problem.Binding(replicas, placement, clusters,
        new JsonObject { [Model.Karmada.GeofedMarks.ReplicaBounds] = bounds }.ToText());
}
