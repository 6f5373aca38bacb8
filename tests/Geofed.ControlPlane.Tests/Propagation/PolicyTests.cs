using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class PolicyTests
{
    private static ResourcePath Settings => new(Documents.ConfigMaps, "default", "settings");

    [Fact]
    public async Task WithoutItsPolicyAWorkloadStaysWhereItIs()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap");
        await test.Member("a").UntilAsync(Settings, _ => true, test.Log);
        await test.Api.DeleteAsync(new(KarmadaApi.PropagationPolicies, "default", "settings"), new(), default);
        await test.Api.UntilAsync(Settings, c => c.Annotation(KarmadaMarks.PolicyName) is null, test.Log);
        await test.Api.UntilAsync(Documents.Binding("settings-configmap"), b => b.Annotation(KarmadaMarks.PolicyName) is null, test.Log);
        Assert.NotNull(await test.Member("a").GetAsync(Settings, default));
    }

    [Fact]
    public async Task AChangedPlacementMovesTheWorkload()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap");
        await test.Member("a").UntilAsync(Settings, _ => true, test.Log);
        await test.Member("b").UntilAsync(Settings, _ => true, test.Log);
        await test.Api.PatchAsync(new(KarmadaApi.PropagationPolicies, "default", "settings"), PatchKind.Merge,
            Documents.Parse("""{ "spec": { "placement": { "clusterAffinity": { "clusterNames": [ "b" ] } } } }"""), new(), default);
        await test.Member("a").UntilGoneAsync(Settings, test.Log);
        Assert.NotNull(await test.Member("b").GetAsync(Settings, default));
        await test.Api.UntilAsync(Documents.Binding("settings-configmap"),
            b => b.IsTrue("FullyApplied") && b.Objects("status", "aggregatedStatus").Select(i => i.Str("clusterName")).SequenceEqual(["b"]), test.Log);
    }

    [Fact]
    public async Task ACustomResourceReachesMembersThatServeItsKind()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        var definition = Documents.Parse("""
            { "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": { "name": "trainings.ai.example" },
              "spec": { "group": "ai.example", "scope": "Namespaced", "names": { "plural": "trainings", "singular": "training", "kind": "Training", "listKind": "TrainingList" },
                "versions": [ { "name": "v1", "served": true, "storage": true, "subresources": { "status": {} }, "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } } } ] } }
            """);
        var definitions = new ResourceCollection(CoreResources.Definitions);
        await test.Api.CreateAsync(definitions, definition.Copy(), new(), default);
        await test.Member("b").CreateAsync(definitions, definition.Copy(), new(), default);
        await test.Api.UntilAsync(definitions.Named("trainings.ai.example"), d => d.IsTrue("Established"), test.Log);
        var trainings = new ResourceCollection(new("ai.example", "v1", "trainings"), "default");
        await test.Api.CreateAsync(trainings, Documents.Parse("""{ "apiVersion": "ai.example/v1", "kind": "Training", "metadata": { "name": "llm" }, "spec": { "steps": 5 } }"""), new(), default);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Documents.Parse("""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "llm" },
              "spec": { "resourceSelectors": [ { "apiVersion": "ai.example/v1", "kind": "Training" } ] } }
            """), new(), default);
        await test.Member("b").UntilAsync(trainings.Named("llm"), t => t.Int("spec", "steps") == 5, test.Log);
        var binding = await test.Api.UntilAsync(Documents.Binding("llm-training"), b => b.IsTrue("FullyApplied"), test.Log);
        Assert.Equal(["b"], binding.Objects("spec", "clusters").Select(c => c.Str("name")));

        var status = Documents.Parse("""{ "status": { "step": 3, "conditions": [ { "type": "Ready", "status": "True" } ] } }""");
        await test.Member("b").PatchAsync(trainings.Named("llm", "status"), PatchKind.Merge, status, new(), default);
        await test.Api.UntilAsync(trainings.Named("llm"), t => t.Int("status", "step") == 3, test.Log);
        await test.Api.UntilAsync(Documents.Binding("llm-training"), b => b.Objects("status", "aggregatedStatus").Single().Str("health") == "Healthy", test.Log);
    }
}
