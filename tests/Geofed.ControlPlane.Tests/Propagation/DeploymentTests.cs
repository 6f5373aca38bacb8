using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class DeploymentTests
{
    [Fact]
    public async Task TwelveReplicasAreDividedOverThreeMembersAndReadyEverywhere()
    {
        await using var test = await TestFederation.StartAsync("a", "b", "c");
        await test.Api.CreateDeploymentAsync("web", 12);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        foreach (var member in new[] { "a", "b", "c" })
        {
            var copy = await test.Member(member).UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
            Assert.Equal("true", copy.Label(KarmadaMarks.Managed));
            Assert.Equal("web-deployment", copy.Annotation(KarmadaMarks.BindingName));
            await test.Member(member).MakeReadyAsync("web");
        }
        var binding = await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.Objects("status", "aggregatedStatus").Count(i => i.Str("health") == "Healthy") == 3, test.Log);
        Assert.True(binding.IsTrue("Scheduled"));
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.IsTrue("FullyApplied"), test.Log);
        var template = await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("status", "readyReplicas") == 12, test.Log);
        Assert.Equal(template.Int("metadata", "generation"), template.Int("status", "observedGeneration"));
    }

    [Fact]
    public async Task ChangesOfTheTemplateReachEveryMember()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 1, test.Log);
        await test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Strategic, Documents.Parse(
            """{ "spec": { "replicas": 6, "template": { "spec": { "containers": [ { "name": "web", "image": "registry.example/web:2" } ] } } } }"""), new(), default);
        foreach (var member in new[] { "a", "b" })
        {
            await test.Member(member).UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3
                && d.Objects("spec", "template", "spec", "containers").Single().Str("image") == "registry.example/web:2", test.Log);
        }
    }

    [Fact]
    public async Task DriftOnAMemberIsRepaired()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateDeploymentAsync("web", 3);
        await test.Api.CreatePolicyAsync("web", "Deployment");
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
        await test.Member("a").PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "replicas": 9 } }"""), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
        await test.Member("a").DeleteAsync(Documents.Deployment("web"), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
    }

    [Fact]
    public async Task DeletingTheTemplateDeletesEveryCopyAndEveryTrace()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment");
        await test.Member("b").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        await test.Api.DeleteAsync(Documents.Deployment("web"), new(), default);
        await test.Member("a").UntilGoneAsync(Documents.Deployment("web"), test.Log);
        await test.Member("b").UntilGoneAsync(Documents.Deployment("web"), test.Log);
        await test.Api.UntilGoneAsync(Documents.Binding("web-deployment"), test.Log);
        await test.Api.UntilGoneAsync(new(KarmadaApi.Works, "karmada-es-a", KarmadaNames.Work("Deployment", "web", "default")), test.Log);
    }

    [Fact]
    public async Task AnObjectThatAMemberHasAlreadyIsNotTakenOver()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Member("a").CreateConfigMapAsync("settings", "theirs");
        await test.Api.CreateConfigMapAsync("settings", "ours");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap");
        var binding = await test.Api.UntilAsync(Documents.Binding("settings-configmap"),
            b => b.Objects("status", "aggregatedStatus").Any(i => i.Str("appliedMessage")?.Contains("already exists", StringComparison.Ordinal) == true), test.Log);
        Assert.False(binding.IsTrue("FullyApplied"));
        Assert.Equal("theirs", (await test.Member("a").GetAsync(new(Documents.ConfigMaps, "default", "settings"), default)).Str("data", "key"));
        await test.Api.DeleteAsync(new(Documents.ConfigMaps, "default", "settings"), new(), default);
        await test.Api.UntilGoneAsync(Documents.Binding("settings-configmap"), test.Log);
        Assert.Equal("theirs", (await test.Member("a").GetAsync(new(Documents.ConfigMaps, "default", "settings"), default)).Str("data", "key"));
    }

    [Fact]
    public async Task AnObjectThatAMemberHasAlreadyIsTakenOverWhenThePolicySaysSo()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Member("a").CreateConfigMapAsync("settings", "theirs");
        await test.Api.CreateConfigMapAsync("settings", "ours");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap", more: """, "conflictResolution": "Overwrite" """);
        await test.Member("a").UntilAsync(new(Documents.ConfigMaps, "default", "settings"), c => c.Str("data", "key") == "ours", test.Log);
    }

    [Fact]
    public async Task AWorkThatSomebodyWroteIsCarriedAndToldOfAndTakesNothingOver()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Member("a").CreateConfigMapAsync("settings", "theirs");
        await test.Api.CreateAsync(new(KarmadaApi.Works, "karmada-es-a"), Documents.Parse("""
            { "metadata": { "name": "by-hand" }, "spec": { "workload": { "manifests": [
              { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "namespace": "default", "uid": "0e1d", "resourceVersion": "77", "creationTimestamp": "2026-01-01T00:00:00Z" },
                "spec": { "replicas": 1, "selector": { "matchLabels": { "app": "web" } }, "template": { "metadata": { "labels": { "app": "web" } }, "spec": { "containers": [ { "name": "web", "image": "registry.example/web:1" } ] } } },
                "status": { "readyReplicas": 9 } },
              { "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "settings", "namespace": "default" }, "data": { "key": "ours" } } ] } } }
            """), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        await test.Member("a").MakeReadyAsync("web");
        var work = await test.Api.UntilAsync(new(KarmadaApi.Works, "karmada-es-a", "by-hand"),
            w => w.Objects("status", "manifestStatuses").Any(s => s.Int("status", "readyReplicas") == 1), test.Log);
        Assert.Contains("settings already exists", work.Condition("Applied").Str("message"), StringComparison.Ordinal);
        Assert.Equal("theirs", (await test.Member("a").GetAsync(new(Documents.ConfigMaps, "default", "settings"), default)).Str("data", "key"));
    }

    /// <summary>So <c>karmadactl promote</c> brings a member's own object under a policy.</summary>
    [Theory]
    [InlineData("overwrite", "Abort", "ours", "overwrite")]
    [InlineData("abort", "Overwrite", "theirs", "abort")]
    [InlineData("whatever", "Overwrite", "ours", "overwrite")]
    public async Task WhatATemplateSaysOfConflictsGoesBeforeItsPolicy(string template, string policy, string kept, string told)
    {
        await using var test = await TestFederation.StartAsync("a");
        var path = new ResourcePath(Documents.ConfigMaps, "default", "settings");
        await test.Member("a").CreateConfigMapAsync("settings", "theirs");
        await test.Api.CreateAsync(path.Collection, Documents.Parse($$"""
            { "metadata": { "name": "settings", "annotations": { "work.karmada.io/conflict-resolution": "{{template}}" } }, "data": { "key": "ours" } }
            """), new(), default);
        await test.Api.CreatePolicyAsync("settings", "ConfigMap", more: $$""", "conflictResolution": "{{policy}}" """);
        await test.Api.UntilAsync(Documents.Binding("settings-configmap"), b => b.Objects("status", "aggregatedStatus").Any(i => (i.Bool("applied") == true) == (kept == "ours")), test.Log);
        Assert.Equal(kept, (await test.Member("a").GetAsync(path, default)).Str("data", "key"));
        var work = await test.Api.GetAsync(new(KarmadaApi.Works, "karmada-es-a", KarmadaNames.Work("ConfigMap", "settings", "default")), default);
        var manifest = work.Objects("spec", "workload", "manifests").Single();
        Assert.Equal((told, told), (work.Annotation("work.karmada.io/conflict-resolution"), manifest.Annotation("work.karmada.io/conflict-resolution")));
        Assert.Contains("work.karmada.io/conflict-resolution", manifest.Annotation("resourcetemplate.karmada.io/managed-annotations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamespacesAndTheirObjectsReachMembersThatLackThem()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateAsync(new(Documents.Namespaces), Documents.Parse("""{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "shop" } }"""), new(), default);
        await test.Api.CreateDeploymentAsync("web", 1, "shop");
        await test.Api.CreatePolicyAsync("web", "Deployment", ns: "shop");
        await test.Member("a").UntilAsync(Documents.Deployment("web", "shop"), _ => true, test.Log);
        await test.Api.DeleteAsync(new(Documents.Namespaces, null, "shop"), new(), default);
        await test.Member("a").UntilGoneAsync(new(Documents.Namespaces, null, "shop"), test.Log);
        await test.Api.UntilGoneAsync(new(Documents.Namespaces, null, "shop"), test.Log);
    }

    [Fact]
    public async Task ARestartTouchesNothingThatIsAsItShouldBe()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.IsTrue("FullyApplied"), test.Log);
        await test.StopPlaneAsync();
        var writes = test.Faults["a"].Writes;
        var version = (await test.Api.GetAsync(Documents.Binding("web-deployment"), default)).Int("metadata", "generation");
        await test.StartPlaneAsync();
        // What happens after is seen after the restart has been worked through.
        await test.Api.CreateConfigMapAsync("later", "1");
        await test.Api.CreatePolicyAsync("later", "ConfigMap");
        await test.Member("a").UntilAsync(new(Documents.ConfigMaps, "default", "later"), _ => true, test.Log);
        Assert.Equal(writes + 1, test.Faults["a"].Writes);
        Assert.Equal(version, (await test.Api.GetAsync(Documents.Binding("web-deployment"), default)).Int("metadata", "generation"));
    }
}
