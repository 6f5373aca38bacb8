using System.Text.Json.Nodes;
using Geofed.ControlPlane.MultiCluster;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.Tests.MultiCluster;

public class ImportedSlicesTests
{
    [Fact]
    public void AnImportedSliceNamesItsClusterAndNothingThatIsOnlyThere()
    {
        var imported = ImportedSlices.Of([Collected("a", answers: true, ready: true)]).Single();
        Assert.Equal("imported-a-web-x", imported.Name());
        Assert.Equal(("derived-web", MultiClusterNames.Importer, "a", "karmada-es-a"),
            (imported.Label(MultiClusterNames.ServiceName), imported.Label(MultiClusterNames.ManagedBy), imported.Label(MultiClusterNames.SourceCluster), imported.Label("work.karmada.io/namespace")));
        var endpoint = imported.Objects("endpoints").Single();
        Assert.Equal(["addresses", "conditions", "zone"], endpoint.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Equal(80, imported.Objects("ports").Single().Int("port"));
    }

    [Fact]
    public void AWorkWhoseNameIsTooLongForALabelIsNotNamed()
    {
        var work = Collected("a", answers: true, ready: true).Work;
        work.Ensure("metadata")["name"] = new string('w', 64);
        Assert.Null(ImportedSlices.Of([new("a", true, work)]).Single().Label("work.karmada.io/name"));
        work.Ensure("metadata")["name"] = new string('w', 63);
        Assert.NotNull(ImportedSlices.Of([new("a", true, work)]).Single().Label("work.karmada.io/name"));
    }

    [Theory]
    // A lost cluster's endpoints are taken out,
    [InlineData(true, true, false, true, "a")]
    // but not when they are the last that may serve,
    [InlineData(true, false, false, true, "a b")]
    [InlineData(false, true, false, true, "a b")]
    // and all that answer count, ready or not: that is for the importing clusters to tell.
    [InlineData(true, false, true, true, "a b")]
    public void WhatALostClusterHadIsTakenOutUnlessItIsTheLast(bool aAnswers, bool aReady, bool bAnswers, bool bReady, string expected) =>
        Assert.Equal(expected, string.Join(' ', ImportedSlices.Of([Collected("a", aAnswers, aReady), Collected("b", bAnswers, bReady)]).Select(MultiClusterNames.SourceOf)));

    [Fact]
    public void ASliceWithoutEndpointsIsNotImported() => Assert.Empty(ImportedSlices.Of([new("a", true, Work("a", "null"))]));

    [Fact]
    public void WhatIsAsWantedIsLeftAlone()
    {
        var wanted = ImportedSlices.Of([Collected("a", true, true)]).Single();
        var there = wanted.Copy();
        there.Ensure("metadata", "labels")["propagationpolicy.karmada.io/permanent-id"] = "1";
        Assert.True(ImportedSlices.Holds(wanted, there));
        there["endpoints"] = new JsonArray();
        Assert.False(ImportedSlices.Holds(wanted, there));
    }

    private static CollectedSlice Collected(string cluster, bool answers, bool ready) => new(cluster, answers, Work(cluster, $$"""
        [ { "addresses": [ "10.0.0.1" ], "conditions": { "ready": {{(ready ? "true" : "false")}} }, "nodeName": "n1", "zone": "z-a", "targetRef": { "kind": "Pod", "name": "web-1" }, "hints": { "forZones": [] } } ]
        """));

    private static JsonObject Work(string cluster, string endpoints) => CollectedWork.For(cluster, new("default", "web"), Documents.Parse($$"""
        { "metadata": { "name": "web-x", "namespace": "default", "labels": { "kubernetes.io/service-name": "web" } }, "addressType": "IPv4", "endpoints": {{endpoints}}, "ports": [ { "name": "http", "port": 80 } ] }
        """));
}
