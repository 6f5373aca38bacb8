using System.Text.Json.Nodes;
using Geofed.ControlPlane.MultiCluster;
using Geofed.Model;

namespace Geofed.ControlPlane.Tests.MultiCluster;

public class DerivedServiceTests
{
    [Fact]
    public void ItHasWhatTheImportSaysAndSelectsNothing()
    {
        var service = DerivedService.For(Import("""{ "type": "ClusterSetIP", "ports": [ { "name": "dns", "port": 53, "protocol": "UDP", "appProtocol": "x" } ], "sessionAffinity": "ClientIP" }"""));
        Assert.Equal(("derived-web", "shop", "ClientIP"), (service.Name(), service.Namespace(), service.Str("spec", "sessionAffinity")));
        Assert.Equal("""[{"port":53,"protocol":"UDP","name":"dns","appProtocol":"x"}]""", service.At("spec", "ports")!.ToText());
        Assert.Null(service.At("spec", "selector"));
        Assert.Null(service.At("spec", "clusterIP"));
    }

    [Fact]
    public void AHeadlessOneHasNoAddress() =>
        Assert.Equal("None", DerivedService.For(Import("""{ "type": "Headless", "ports": [] }""")).Str("spec", "clusterIP"));

    [Fact]
    public void WhatTheServerAddsToItIsNoChange()
    {
        var wanted = DerivedService.For(Import("""{ "type": "ClusterSetIP", "ports": [ { "port": 80 } ] }"""));
        var there = wanted.Copy();
        there.Ensure("spec")["clusterIP"] = "10.0.0.1";
        there.Objects("spec", "ports").Single()["targetPort"] = 80;
        Assert.True(DerivedService.Holds(wanted, there));
        there.Objects("spec", "ports").Single()["port"] = 81;
        Assert.False(DerivedService.Holds(wanted, there));
    }

    [Fact]
    public void OneThatNoImportOwnsIsSomebodyElses()
    {
        var service = DerivedService.For(Import("""{ "type": "ClusterSetIP", "ports": [] }"""));
        Assert.True(DerivedService.IsOf(service, new("shop", "web")));
        Assert.False(DerivedService.IsOf(service, new("shop", "other")));
        service.Ensure("metadata").Remove("ownerReferences");
        Assert.False(DerivedService.IsOf(service, new("shop", "web")));
    }

    private static JsonObject Import(string spec) => new()
    {
        ["apiVersion"] = "multicluster.x-k8s.io/v1alpha1",
        ["kind"] = "ServiceImport",
        ["metadata"] = new JsonObject { ["name"] = "web", ["namespace"] = "shop", ["uid"] = "1" },
        ["spec"] = Documents.Parse(spec),
    };
}
