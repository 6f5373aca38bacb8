using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class DependencyTests
{
    private static readonly ResourcePath Settings = new(Documents.ConfigMaps, "default", "settings");

    [Fact]
    public async Task WhatAWorkloadNeedsTravelsWithItAndGoesWithIt()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await CreateAsync(test);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Duplicated" }, "spreadConstraints": [ { "spreadByField": "cluster", "maxGroups": 1 } ]""",
            """, "propagateDeps": true """);
        var parent = await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.Objects("spec", "clusters").Count() == 1, test.Log);
        var chosen = parent.Objects("spec", "clusters").Single().Str("name")!;
        await test.Member(chosen).UntilAsync(Settings, c => c.Str("data", "key") == "1", test.Log);
        var binding = await test.Api.UntilAsync(Documents.Binding("settings-configmap"), b => b.IsTrue("FullyApplied"), test.Log);
        Assert.Equal("web-deployment", binding.Objects("spec", "requiredBy").Single().Str("name"));
        await test.Api.PatchAsync(Settings, PatchKind.Merge, Documents.Parse("""{ "data": { "key": "2" } }"""), new(), default);
        await test.Member(chosen).UntilAsync(Settings, c => c.Str("data", "key") == "2", test.Log);

        // It moves when the workload moves.
        var other = chosen == "a" ? "b" : "a";
        await test.Api.PatchAsync(new(KarmadaApi.PropagationPolicies, "default", "web"), PatchKind.Merge,
            Documents.Parse($$"""{ "spec": { "placement": { "clusterAffinity": { "clusterNames": [ "{{other}}" ] } } } }"""), new(), default);
        await test.Member(other).UntilAsync(Settings, _ => true, test.Log);
        await test.Member(chosen).UntilGoneAsync(Settings, test.Log);

        await test.Api.DeleteAsync(Documents.Deployment("web"), new(), default);
        await test.Member(other).UntilGoneAsync(Settings, test.Log);
        await test.Api.UntilGoneAsync(Documents.Binding("settings-configmap"), test.Log);
    }

    [Fact]
    public async Task WhatIsMissingIsSentWhenItComes()
    {
        await using var test = await TestFederation.StartAsync("a");
        await CreateAsync(test);
        await test.Api.CreatePolicyAsync("web", "Deployment", more: """, "propagateDeps": true """);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        await test.Api.CreateConfigMapAsync("settings", "1");
        await test.Member("a").UntilAsync(Settings, _ => true, test.Log);
    }

    private static Task CreateAsync(TestFederation test) => test.Api.CreateAsync(new(Documents.Deployments, "default"), Documents.Parse("""
        { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web" },
          "spec": { "replicas": 1, "selector": { "matchLabels": { "app": "web" } }, "template": { "metadata": { "labels": { "app": "web" } },
            "spec": { "containers": [ { "name": "c", "image": "i", "envFrom": [ { "configMapRef": { "name": "settings" } } ] } ] } } } }
        """), new(), default);
}
