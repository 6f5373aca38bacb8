using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class WorkTests
{
    [Fact]
    public async Task WhatIsReportedOfAWorkIsNotCarriedToItsMember()
    {
        var team = new ResourcePath(Documents.Namespaces, null, "team");
        // A member that is found again gets all its Works again.
        await using var test = await TestFederation.StartAsync(options => options with { FailureThreshold = TimeSpan.FromMinutes(1) }, "a");
        // A namespace that is there already is used as it is, so that it is asked for each time that its Work is carried.
        await test.Member("a").CreateAsync(new(Documents.Namespaces), Documents.Parse("""{ "metadata": { "name": "team" } }"""), new(), default);
        await test.Api.CreateAsync(new(Documents.Namespaces), Documents.Parse("""{ "metadata": { "name": "team" } }"""), new(), default);
        var work = await test.Api.UntilAnyAsync(new(KarmadaApi.Works, KarmadaNames.ExecutionNamespace("a")),
            w => w.Objects("spec", "workload", "manifests").Any(m => m.Name() == "team") && w.IsTrue("Applied"));
        await CarriedAsync("before");
        var asked = test.Faults["a"].Gets[team];

        await test.Api.PatchAsync(new(KarmadaApi.Works, work.Namespace(), work.Name(), "status"), PatchKind.Merge,
            Documents.Parse("""{ "status": { "conditions": [ { "type": "Applied", "status": "True", "reason": "Told", "message": "by somebody", "lastTransitionTime": "2026-01-01T00:00:00Z" } ] } }"""), new(), default);
        await CarriedAsync("after");
        Assert.Equal(asked, test.Faults["a"].Gets[team]);

        // What came before has been carried when this has.
        async Task CarriedAsync(string name)
        {
            await test.Api.CreateDeploymentAsync(name, 1);
            await test.Api.CreatePolicyAsync(name, "Deployment");
            await test.Member("a").UntilAsync(Documents.Deployment(name), _ => true, test.Log);
        }
    }

    [Fact]
    public async Task AWorkThatSomebodyMakesWhereItsBindingWantsNoneIsTakenAway()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 1);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Documents.Parse("""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "web" },
              "spec": { "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } ], "placement": { "clusterAffinity": { "clusterNames": [ "a" ] } } } }
            """), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        var work = await test.Api.UntilAnyAsync(new(KarmadaApi.Works, KarmadaNames.ExecutionNamespace("a")), w => w.Annotation(KarmadaMarks.BindingName) == "web-deployment");
        var copy = new JsonObject
        {
            ["apiVersion"] = work["apiVersion"]!.DeepClone(),
            ["kind"] = "Work",
            ["metadata"] = new JsonObject { ["name"] = work.Name(), ["annotations"] = work.At("metadata", "annotations")!.DeepClone() },
            ["spec"] = work["spec"]!.DeepClone(),
        };
        await test.Api.CreateAsync(new(KarmadaApi.Works, KarmadaNames.ExecutionNamespace("b")), copy, new(), default);
        await test.Api.UntilGoneAsync(new(KarmadaApi.Works, KarmadaNames.ExecutionNamespace("b"), work.Name()), test.Log);
    }
}
