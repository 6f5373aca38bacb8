using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class ClaimTests
{
    private static readonly ResourcePath Settings = new(Documents.ConfigMaps, "default", "settings");
    private static readonly ResourcePath Binding = Documents.Binding("settings-configmap");

    [Fact]
    public async Task APolicyThatPreemptsTakesWhatAnotherHas()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await CreateAsync(test, KarmadaApi.ClusterPropagationPolicies, "all", "a");
        await test.Member("a").UntilAsync(Settings, _ => true, test.Log);
        Assert.Equal("all", (await test.Api.GetAsync(Settings, default)).Annotation(KarmadaMarks.ClusterPolicyName));
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "polite", "b");
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "rude", "b", """, "preemption": "Always" """);
        await test.Member("b").UntilAsync(Settings, _ => true, test.Log);
        await test.Member("a").UntilGoneAsync(Settings, test.Log);
        var template = await test.Api.GetAsync(Settings, default);
        Assert.Equal(("rude", (string?)null), (template.Annotation(KarmadaMarks.PolicyName), template.Annotation(KarmadaMarks.ClusterPolicyName)));
    }

    [Fact]
    public async Task ALazyPolicyActsWhenItsTemplateChanges()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "settings", "a", """, "activationPreference": "Lazy" """);
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "later", "a", kind: "Secret");
        Assert.DoesNotContain((await test.Api.ListAsync(new(KarmadaApi.ResourceBindings, "default"), ListOptions.All, default)).Items, b => b.Name() == Binding.Name);
        await test.Api.PatchAsync(Settings, PatchKind.Merge, Documents.Parse("""{ "data": { "key": "2" } }"""), new(), default);
        await test.Member("a").UntilAsync(Settings, _ => true, test.Log);

        await test.Api.PatchAsync(new(KarmadaApi.PropagationPolicies, "default", "settings"), PatchKind.Merge,
            Documents.Parse("""{ "spec": { "placement": { "clusterAffinity": { "clusterNames": [ "b" ] } } } }"""), new(), default);
        await test.Api.CreateConfigMapAsync("other", "1");
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "other", "b", name: "other");
        await test.Member("b").UntilAsync(new(Documents.ConfigMaps, "default", "other"), _ => true, test.Log);
        Assert.Equal(["a"], (await test.Api.GetAsync(Binding, default)).Objects("spec", "clusters").Select(c => c.Str("name")));
        await test.Api.PatchAsync(Settings, PatchKind.Merge, Documents.Parse("""{ "data": { "key": "3" } }"""), new(), default);
        await test.Member("b").UntilAsync(Settings, c => c.Str("data", "key") == "3", test.Log);
    }

    [Fact]
    public async Task APolicyWaitsForTheOverridesThatItDependsOn()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "settings", "a", """, "dependentOverrides": [ "mark" ] """);
        await test.Api.CreateAsync(new(KarmadaApi.OverridePolicies, "default"), Documents.Parse("""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "OverridePolicy", "metadata": { "name": "mark" },
              "spec": { "overrideRules": [ { "overriders": { "labelsOverrider": [ { "operator": "add", "value": { "marked": "yes" } } ] } } ] } }
            """), new(), default);
        var copy = await test.Member("a").UntilAsync(Settings, _ => true, test.Log);
        Assert.Equal("yes", copy.Label("marked"));
    }

    [Fact]
    public async Task TheUrgencyOfAPolicyReachesItsBinding()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateAsync(new(new("scheduling.k8s.io", "v1", "priorityclasses")), Documents.Parse("""
            { "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": { "name": "urgent" }, "value": 1000 }
            """), new(), default);
        await test.Api.CreateConfigMapAsync("settings", "1");
        await CreateAsync(test, KarmadaApi.PropagationPolicies, "settings", "a", """, "schedulePriority": { "priorityClassSource": "KubePriorityClass", "priorityClassName": "urgent" } """);
        await test.Api.UntilAsync(Binding, b => b.Int("spec", "schedulePriority", "priority") == 1000, test.Log);
    }

    private static Task CreateAsync(TestFederation test, GroupVersionResource resource, string policy, string cluster, string more = "", string kind = "ConfigMap", string name = "settings")
    {
        var namespaced = resource == KarmadaApi.PropagationPolicies;
        return test.Api.CreateAsync(new(resource, namespaced ? "default" : null), Documents.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "{{(namespaced ? "PropagationPolicy" : "ClusterPropagationPolicy")}}", "metadata": { "name": "{{policy}}" },
              "spec": { "resourceSelectors": [ { "apiVersion": "v1", "kind": "{{kind}}", "name": "{{name}}" } ], "placement": { "clusterAffinity": { "clusterNames": [ "{{cluster}}" ] } } {{more}} } }
            """), new(), default);
    }
}
