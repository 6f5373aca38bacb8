using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Autoscaling;

public class DeploymentAutoscalerTests
{
    private static readonly JsonObject Template = Parse("""{ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "serve", "namespace": "team" } }""");

    [Fact]
    public void ARequestBecomesADocumentThatSaysItAgain()
    {
        var document = DeploymentAutoscaler.For(Template, new(2, 20, 60, 30));
        Assert.Equal(("autoscaling.karmada.io/v1alpha1", "FederatedHPA", "team/serve"), (document.Str("apiVersion"), document.Str("kind"), document.Key().ToString()));
        Assert.Equal("""{"apiVersion":"apps/v1","kind":"Deployment","name":"serve"}""", document.Obj("spec", "scaleTargetRef")!.ToJsonString());
        Assert.True(DeploymentAutoscaler.IsOwn(document, Template));
        var read = DeploymentAutoscaler.Read(document);
        Assert.Equal((2, 20, 60, 30, null, null), (read.MinReplicas, read.MaxReplicas, read.TargetCpuPercent, read.ScaleDownDelaySec, read.CpuPercent, read.Problem));
        Assert.Equal("2 to 20 at 60 % CPU", read.ToString());
        Assert.Null(DeploymentAutoscaler.For(Template, new(1, 2, 80)).At("spec", "behavior"));
    }

    [Fact]
    public void WhatBecameOfItIsRead()
    {
        var document = DeploymentAutoscaler.For(Template, new(2, 20, 60));
        document["status"] = Parse("""
            { "currentReplicas": 4, "desiredReplicas": 6, "lastScaleTime": "2026-01-01T00:00:00Z",
              "currentMetrics": [ { "type": "Resource", "resource": { "name": "cpu", "current": { "averageUtilization": 90, "averageValue": "900m" } } } ],
              "conditions": [ { "type": "AbleToScale", "status": "True" }, { "type": "ScalingActive", "status": "True", "message": "calculated; no metrics from a (it cannot be reached)" }, { "type": "ScalingLimited", "status": "False", "message": "fine" } ] }
            """);
        var read = DeploymentAutoscaler.Read(document);
        Assert.Equal((90, 6, "no metrics from a (it cannot be reached)"), (read.CpuPercent, read.DesiredReplicas, read.Problem));
        Assert.Equal("2 to 20 at 60 % CPU, now 90 % (no metrics from a (it cannot be reached))", read.ToString());
        document.Obj("status")!["conditions"] = new JsonArray(Parse("""{ "type": "ScalingActive", "status": "False", "message": "nobody tells" }"""));
        Assert.Equal("nobody tells", DeploymentAutoscaler.Read(document).Problem);
    }

    [Fact]
    public void AChangeLeavesTheRest()
    {
        Assert.Equal(new AutoscalingRequest(2, 40, 50, 30), new AutoscalingChange(null, 40, 50, null).On(new(2, 20, 60, 30)));
        Assert.Equal(new AutoscalingRequest(1, 9, 80), new AutoscalingChange(null, 9, null, null).On(null));
        Assert.Throws<ArgumentException>(() => new AutoscalingChange(2, null, null, null).On(null));
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
