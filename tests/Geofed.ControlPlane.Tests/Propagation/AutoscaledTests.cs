using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class AutoscaledTests
{
    [Fact]
    public async Task WhatAnAutoscalerHasSetOnAMemberIsKept()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreateAsync(new(new("autoscaling", "v2", "horizontalpodautoscalers"), "default"), Documents.Parse("""
            { "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "web" },
              "spec": { "minReplicas": 1, "maxReplicas": 9, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } } }
            """), new(), default);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Documents.Parse("""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "web" },
              "spec": { "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment" }, { "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler" } ] } }
            """), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Label(KarmadaMarks.RetainReplicas) == "true", test.Log);
        await test.Member("a").PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "replicas": 7 } }"""), new(), default);
        await test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "metadata": { "labels": { "new": "yes" } } }"""), new(), default);
        var copy = await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Label("new") == "yes", test.Log);
        Assert.Equal(7, copy.Int("spec", "replicas"));

        // One of the federation beside it would set a number that no member heeds.
        await test.Api.CreateAsync(new(KarmadaApi.FederatedHPAs, "default"), Documents.Parse("""
            { "apiVersion": "autoscaling.karmada.io/v1alpha1", "kind": "FederatedHPA", "metadata": { "name": "web" },
              "spec": { "maxReplicas": 9, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } } }
            """), new(), default);
        var refused = await test.Api.UntilAsync(new ResourcePath(KarmadaApi.FederatedHPAs, "default", "web"), a => a.Condition("ScalingActive").Str("reason") == "AmbiguousSelector", test.Log);
        Assert.Contains("is scaled in each cluster by a HorizontalPodAutoscaler", refused.Condition("ScalingActive").Str("message"), StringComparison.Ordinal);
    }
}
