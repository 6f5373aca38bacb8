using System.Text.Json.Nodes;
using Geofed.Federation.Services;
using Geofed.Model;

namespace Geofed.Federation.Tests.Services;

public class ServiceExportDocumentsTests
{
    private static readonly JsonObject Service = JsonNode.Parse("""
        { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web", "namespace": "shop", "labels": { "a": "b" } },
          "spec": { "ports": [ { "name": "http", "port": 80, "targetPort": 8000, "nodePort": 30000, "appProtocol": "http" }, { "name": "dns", "port": 53, "protocol": "UDP" } ] } }
        """)!.AsObject();

    [Fact]
    public void AnImportHasTheServicesPortsAndNotThePodsOwn()
    {
        var import = ServiceExportDocuments.ImportOf(Service);
        Assert.Equal("ClusterSetIP", import.Str("spec", "type"));
        Assert.Equal("""[{"port":80,"protocol":"TCP","name":"http","appProtocol":"http"},{"port":53,"protocol":"UDP","name":"dns"}]""", import.At("spec", "ports")!.ToJsonString());
        var headless = Service.Copy();
        headless.Ensure("spec")["clusterIP"] = "None";
        Assert.Equal("Headless", ServiceExportDocuments.ImportOf(headless).Str("spec", "type"));
    }

    [Fact]
    public void AnImportTakesAlongWhatItNeedsAndLeavesGkesMembersOut()
    {
        var import = ServiceExportDocuments.ImportOf(Service);
        var everywhere = ServiceExportDocuments.ImportPolicy(import, [], []);
        Assert.True(everywhere.Bool("spec", "propagateDeps"));
        Assert.Null(everywhere.At("spec", "placement", "clusterAffinity"));
        Assert.Equal(["g"], ServiceExportDocuments.ImportPolicy(import, [], ["g"]).Strings("spec", "placement", "clusterAffinity", "exclude"));
        Assert.Equal(["c"], ServiceExportDocuments.ImportPolicy(import, ["c", "g"], ["g"]).Strings("spec", "placement", "clusterAffinity", "clusterNames"));
    }

    [Fact]
    public void WhatMembersHaveOfTheKindsOutlastsThePolicy() => Assert.True(ServiceExportDocuments.Definitions().Bool("spec", "preserveResourcesOnDeletion"));

    [Theory]
    [InlineData("net.gke.io/v1", "serviceexports", true, false)]
    [InlineData("multicluster.x-k8s.io/v1alpha1", "serviceexports serviceimports", false, true)]
    [InlineData("multicluster.x-k8s.io/v1alpha1", "serviceexports", false, false)]
    [InlineData("apps/v1", "deployments", false, false)]
    public void AMemberTellsWhichServicesItKnows(string group, string resources, bool gke, bool multiCluster)
    {
        var cluster = new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["apiEnablements"] = new JsonArray(new JsonObject { ["groupVersion"] = group, ["resources"] = new JsonArray([.. resources.Split(' ').Select(r => new JsonObject { ["name"] = r })]) }),
            },
        };
        Assert.Equal((gke, multiCluster), (ServedGroups.IsGke(cluster), ServedGroups.IsMultiCluster(cluster)));
    }
}
