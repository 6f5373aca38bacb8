using System.Text.Json.Nodes;
using Geofed.ControlPlane.MultiCluster;
using Geofed.Model;

namespace Geofed.ControlPlane.Tests.MultiCluster;

public class ExportVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ClustersThatAgreeHaveNoConflict()
    {
        var verdicts = ExportVerdict.Of([Exported("a", 1), Exported("b", 2)], Now);
        Assert.All(verdicts.Values, conditions => Assert.Equal(("True Valid", "False NoConflicts"), (Said(conditions, "Valid"), Said(conditions, "Conflict"))));
    }

    [Theory]
    [InlineData("""{ "ports": [ { "port": 80 } ], "clusterIP": "None" }""", "TypeConflict", "ClusterSetIP")]
    [InlineData("""{ "ports": [ { "port": 81 } ] }""", "PortConflict", "cluster b has 81/TCP")]
    [InlineData("""{ "ports": [ { "port": 80, "protocol": "UDP" } ] }""", "PortConflict", "80/UDP")]
    [InlineData("""{ "ports": [ { "name": "http", "port": 80 } ] }""", "PortConflict", "http 80/TCP")]
    [InlineData("""{ "ports": [ { "port": 80 } ], "sessionAffinity": "ClientIP" }""", "SessionAffinityConflict", "ClientIP")]
    public void AConflictIsToldOfInEveryExportWithWhatTheOldestHas(string other, string reason, string message)
    {
        // b is the newer one, whatever the order.
        var verdicts = ExportVerdict.Of([Exported("b", 2, other), Exported("a", 1)], Now);
        Assert.All(verdicts.Values, conditions => Assert.Equal("True " + reason, Said(conditions, "Conflict")));
        Assert.Contains(message, verdicts["a"].Objects().Single(c => c.Str("type") == "Conflict").Str("message"), StringComparison.Ordinal);
        Assert.Contains("Cluster a, whose export is the oldest", verdicts["a"].Objects().Single(c => c.Str("type") == "Conflict").Str("message"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheContainersPortMayDiffer() =>
        Assert.Equal("False NoConflicts", Said(ExportVerdict.Of([Exported("a", 1, """{ "ports": [ { "port": 80, "targetPort": 1 } ] }"""), Exported("b", 2)], Now)["a"], "Conflict"));

    [Fact]
    public void WhatCannotBeExportedIsNotValidAndConflictsWithNothing()
    {
        var verdicts = ExportVerdict.Of([Exported("a", 1), Exported("b", 2, """{ "type": "ExternalName", "externalName": "x" }"""), new("c", Export(3), null)], Now);
        Assert.Equal(["True Valid", "False InvalidServiceType", "False NoService"], new[] { "a", "b", "c" }.Select(c => Said(verdicts[c], "Valid")));
        Assert.Equal("False NoConflicts", Said(verdicts["b"], "Conflict"));
    }

    [Fact]
    public void ANameThatTheDerivedServiceCouldNotHaveIsRefused()
    {
        Assert.True(ExportVerdict.IsExportable(Service(new string('x', 55), """{ "ports": [] }""")));
        Assert.False(ExportVerdict.IsExportable(Service(new string('x', 56), """{ "ports": [] }""")));
    }

    private static string Said(JsonArray conditions, string type)
    {
        var condition = conditions.Objects().Single(c => c.Str("type") == type);
        return $"{condition.Str("status")} {condition.Str("reason")}";
    }

    private static ExportedService Exported(string cluster, int second, string spec = """{ "ports": [ { "port": 80 } ] }""") => new(cluster, Export(second), Service("web", spec));

    private static JsonObject Export(int second) => new() { ["metadata"] = new JsonObject { ["name"] = "web", ["creationTimestamp"] = $"2026-01-01T00:00:0{second}Z" } };

    private static JsonObject Service(string name, string spec) => new() { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = Documents.Parse(spec) };
}
