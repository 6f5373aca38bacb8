using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class OverrideTests
{
    [Fact]
    public async Task EveryOverriderChangesTheCopyOfItsClusterOnly()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await CreateAsync(test, KarmadaApi.ClusterOverridePolicies, "everywhere", """
            { "overrideRules": [ { "overriders": { "labelsOverrider": [ { "operator": "add", "value": { "tier": "cluster", "from": "cluster" } } ] } } ] }
            """);
        await CreateAsync(test, KarmadaApi.OverridePolicies, "in-a", """
            { "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } ],
              "overrideRules": [ { "targetCluster": { "fieldSelector": { "matchExpressions": [ { "key": "region", "operator": "In", "values": [ "region-a" ] } ] } }, "overriders": {
                "plaintext": [ { "path": "/spec/template/spec/containers/0/imagePullPolicy", "operator": "add", "value": "Always" } ],
                "imageOverrider": [ { "component": "Registry", "operator": "replace", "value": "mirror.example" }, { "component": "Tag", "operator": "replace", "value": "2" } ],
                "commandOverrider": [ { "containerName": "web", "operator": "add", "value": [ "serve" ] } ],
                "argsOverrider": [ { "containerName": "web", "operator": "add", "value": [ "--region=a" ] } ],
                "labelsOverrider": [ { "operator": "add", "value": { "tier": "namespace" } } ],
                "annotationsOverrider": [ { "operator": "add", "value": { "note": "x" } } ] } } ] }
            """);
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment");
        var a = await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Label("tier") is not null, test.Log);
        var b = await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Label("tier") is not null, test.Log);
        var container = a.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal(("mirror.example/web:2", "Always"), (container.Str("image"), container.Str("imagePullPolicy")));
        Assert.Equal(["serve", "--region=a"], container.Strings("command").Concat(container.Strings("args")));
        Assert.Equal(("namespace", "cluster", "x"), (a.Label("tier"), a.Label("from"), a.Annotation("note")));
        Assert.Equal(("cluster", "registry.example/web:1"), (b.Label("tier"), b.Objects("spec", "template", "spec", "containers").Single().Str("image")));
        var work = await test.Api.GetAsync(new(KarmadaApi.Works, "karmada-es-a", KarmadaNames.Work("Deployment", "web", "default")), default);
        Assert.Contains("\"policyName\":\"in-a\"", work.Annotation(KarmadaMarks.AppliedOverrides), StringComparison.Ordinal);
        Assert.Contains("\"policyName\":\"everywhere\"", work.Annotation(KarmadaMarks.AppliedClusterOverrides), StringComparison.Ordinal);

        await test.Api.DeleteAsync(new(KarmadaApi.OverridePolicies, "default", "in-a"), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"),
            d => d.Label("tier") == "cluster" && d.Objects("spec", "template", "spec", "containers").Single().Str("image") == "registry.example/web:1", test.Log);
    }

    [Fact]
    public async Task AnOverrideThatCannotBeCarriedOutIsToldAndHoldsNoOtherClusterUp()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await CreateAsync(test, KarmadaApi.OverridePolicies, "broken", """
            { "overrideRules": [ { "targetCluster": { "clusterNames": [ "a" ] }, "overriders": { "plaintext": [ { "path": "/spec/no/such", "operator": "replace", "value": 1 } ] } } ] }
            """);
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment");
        await test.Member("b").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        await test.Api.UntilAnyAsync(new(CoreResources.Events, "default"), e => e.Str("reason") == "ApplyOverridePolicyFailed" && e.Str("involvedObject", "name") == "web"
            && e.Str("message")!.Contains("OverridePolicy default/broken", StringComparison.Ordinal));
        Assert.DoesNotContain((await test.Member("a").ListAsync(new(Documents.Deployments, "default"), ListOptions.All, default)).Items, d => d.Name() == "web");
    }

    private static Task CreateAsync(TestFederation test, GroupVersionResource resource, string name, string spec)
    {
        var kind = resource == KarmadaApi.OverridePolicies ? "OverridePolicy" : "ClusterOverridePolicy";
        return test.Api.CreateAsync(new(resource, resource == KarmadaApi.OverridePolicies ? "default" : null), Documents.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "{{kind}}", "metadata": { "name": "{{name}}" }, "spec": {{spec}} }
            """), new(), default);
    }
}
