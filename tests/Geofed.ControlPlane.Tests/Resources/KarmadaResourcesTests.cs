using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.Tests.Resources;

public class KarmadaResourcesTests
{
    [Fact]
    public async Task EveryResourceIsServedByItsKarmadaName()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var served = (await test.Api.DiscoverAsync(default)).ToDictionary(r => r.Resource);
        foreach (var resource in new[]
        {
            KarmadaApi.Clusters, KarmadaApi.PropagationPolicies, KarmadaApi.ClusterPropagationPolicies, KarmadaApi.OverridePolicies, KarmadaApi.ClusterOverridePolicies,
            KarmadaApi.ClusterTaintPolicies, KarmadaApi.FederatedResourceQuotas, KarmadaApi.Works, KarmadaApi.ResourceBindings, KarmadaApi.ClusterResourceBindings,
            KarmadaApi.WorkloadRebalancers, KarmadaApi.InterpreterCustomizations, KarmadaApi.InterpreterWebhooks, KarmadaApi.FederatedHPAs,
            MultiClusterApi.ServiceExports, MultiClusterApi.ServiceImports,
        })
            Assert.True(served.ContainsKey(resource), resource.ToString());
        Assert.Equal(["pp"], served[KarmadaApi.PropagationPolicies].ShortNames);
        Assert.False(served[KarmadaApi.Clusters].Namespaced);
        Assert.Contains("status", served[KarmadaApi.ResourceBindings].Subresources);
    }

    [Fact]
    public async Task APolicyIsFilledInAsKarmadaDoes()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var policy = await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        Assert.Equal("default", policy.Objects("spec", "resourceSelectors").Single().Str("namespace"));
        Assert.Equal("Weighted", policy.Str("spec", "placement", "replicaScheduling", "replicaDivisionPreference"));
        Assert.Equal([KarmadaMarks.TaintNotReady, KarmadaMarks.TaintUnreachable], policy.Objects("spec", "placement", "clusterTolerations").Select(t => t.Str("key")));
        Assert.NotNull(policy.Label(KarmadaMarks.PolicyId));
        Assert.Equal(("Abort", "Never", 0L), (policy.Str("spec", "conflictResolution"), policy.Str("spec", "preemption"), policy.Int("spec", "priority")!.Value));
    }

    [Theory]
    [InlineData("""{ "clusterAffinity": {}, "clusterAffinities": [ { "affinityName": "x" } ] }""", "cannot co-exist")]
    [InlineData("""{ "clusterAffinities": [ { "affinityName": "x" }, { "affinityName": "x" } ] }""", "unique name")]
    [InlineData("""{ "clusterAffinity": { "fieldSelector": { "matchExpressions": [ { "key": "continent", "operator": "In", "values": [ "eu" ] } ] } } }""", "continent")]
    [InlineData("""{ "spreadConstraints": [ { "spreadByField": "cluster", "minGroups": 3, "maxGroups": 2 } ] }""", "maxGroups lower than minGroups")]
    [InlineData("""{ "spreadConstraints": [ { "spreadByField": "region", "minGroups": 1 } ] }""", "cluster spread constraint must be enabled")]
    [InlineData("""{ "replicaScheduling": { "replicaSchedulingType": "Tripled" } }""", "Tripled")]
    public async Task APlacementThatMakesNoSenseIsRefused(string placement, string reason)
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var policy = Documents.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "web" },
              "spec": { "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment" } ], "placement": {{placement}} } }
            """);
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), policy, new(), default));
        Assert.Equal(422, refusal.Code);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upper", "https://a")]
    [InlineData("a-name-that-is-much-too-long-to-be-the-name-of-a-cluster-of-karmada", "https://a")]
    [InlineData("a", "nowhere")]
    public async Task AClusterThatCannotBeIsRefused(string name, string endpoint)
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var cluster = Documents.Parse($$"""
            { "apiVersion": "cluster.karmada.io/v1alpha1", "kind": "Cluster", "metadata": { "name": "{{name}}" }, "spec": { "syncMode": "Push", "apiEndpoint": "{{endpoint}}" } }
            """);
        Assert.Equal(422, (await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(new(KarmadaApi.Clusters), cluster, new(), default))).Code);
    }

    [Fact]
    public async Task WhatIsProtectedIsNotDeleted()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var settings = await test.Api.CreateConfigMapAsync("settings", "1");
        var path = new ResourcePath(Documents.ConfigMaps, "default", "settings");
        await test.Api.PatchAsync(path, PatchKind.Merge, Documents.Parse("""{ "metadata": { "labels": { "resourcetemplate.karmada.io/deletion-protected": "Always" } } }"""), new(), default);
        Assert.Equal(403, (await Assert.ThrowsAsync<KubeApiException>(() => test.Api.DeleteAsync(path, new(), default))).Code);
        Assert.Equal(settings.Uid(), (await test.Api.GetAsync(path, default)).Uid());
    }
}
