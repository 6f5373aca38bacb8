using System.Text.Json.Nodes;
using Geofed.Federation.Services;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.Tests.MultiCluster;

/// <summary>Services that clusters a and b export and c imports, with a played endpoint controller.</summary>
public class MultiClusterServiceTests
{
    private static readonly ResourcePath Derived = new(MultiClusterApi.Services, "default", "derived-web");
    private const string GkeExports = """
        { "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": { "name": "serviceexports.net.gke.io" },
          "spec": { "group": "net.gke.io", "scope": "Namespaced", "names": { "plural": "serviceexports", "singular": "serviceexport", "kind": "ServiceExport", "listKind": "ServiceExportList" },
            "versions": [ { "name": "v1", "served": true, "storage": true, "subresources": { "status": {} }, "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } } } ] } }
        """;

    private static readonly ResourcePath Export = new(MultiClusterApi.ServiceExports, "default", "web");

    [Fact]
    public async Task WhatAClusterExportsIsImportedByOthersAndGoesAgain()
    {
        await using var test = await StartAsync();
        var derived = await test.Member("c").UntilAsync(Derived, _ => true, test.Log);
        Assert.Equal((80L, "http"), (derived.Objects("spec", "ports").Single().Int("port"), derived.Objects("spec", "ports").Single().Str("name")));
        Assert.Empty(derived.StringMap("spec", "selector"));
        var imported = await test.Member("c").UntilAsync(Imported("a"), s => Addresses(s) == "10.0.0.1", test.Log);
        Assert.Equal("derived-web", imported.Label(MultiClusterNames.ServiceName));
        await test.Member("c").UntilAsync(Imported("b"), s => Addresses(s) == "10.1.0.1", test.Log);
        await test.Api.UntilAsync(new(MultiClusterApi.ServiceImports, "default", "web"), i => string.Join(' ', i.Objects("status", "clusters").Select(c => c.Str("cluster"))) == "a b", test.Log);

        // Endpoints are followed, wherever they change.
        await SetAddressAsync(test, "a", "10.0.0.2");
        await test.Member("c").UntilAsync(Imported("a"), s => Addresses(s) == "10.0.0.2", test.Log);
        await test.Member("c").DeleteAsync(Imported("b"), new(), default);
        await test.Member("c").UntilAsync(Imported("b"), s => Addresses(s) == "10.1.0.1", test.Log);
        await test.Api.DeleteAsync(Imported("b"), new(), default);
        await test.Api.UntilAsync(Imported("b"), s => Addresses(s) == "10.1.0.1", test.Log);

        // An export that is taken back takes what was made for it, and nothing else: the exporter's own slice stays.
        await test.Api.DeleteAsync(Export, new(), default);
        foreach (var cluster in new[] { "a", "b" })
        {
            await test.Member(cluster).UntilGoneAsync(Export, test.Log);
            await test.Member("c").UntilGoneAsync(Imported(cluster), test.Log);
            await test.Api.UntilGoneAsync(Imported(cluster), test.Log);
            Assert.NotNull(await test.Member(cluster).GetAsync(new(MultiClusterApi.EndpointSlices, "default", "web-x"), default));
        }
        await test.Api.DeleteAsync(new(MultiClusterApi.ServiceImports, "default", "web"), new(), default);
        await test.Member("c").UntilGoneAsync(Derived, test.Log);
        await test.Api.UntilGoneAsync(Derived, test.Log);
        Assert.DoesNotContain((await test.Api.ListAsync(new(KarmadaApi.Works), ListOptions.All, default)).Items, w => w.Label(MultiClusterNames.CollectedFor) is not null);
    }

    [Fact]
    public async Task WhatIsImportedIsNotExportedAgain()
    {
        await using var test = await StartAsync();
        await test.Member("c").UntilAsync(Imported("a"), _ => true, test.Log);
        // Somebody in c exports the derived Service.
        var export = new JsonObject { ["apiVersion"] = "multicluster.x-k8s.io/v1alpha1", ["kind"] = "ServiceExport", ["metadata"] = new JsonObject { ["name"] = "derived-web" } };
        await test.Member("c").CreateAsync(new(MultiClusterApi.ServiceExports, "default"), export, new(), default);
        await test.Api.CreateAsync(new(MultiClusterApi.ServiceExports, "default"), export.Copy(), new(), default);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Policy("again", "ServiceExport", "derived-web", """{ "clusterNames": [ "c" ] }""", conflict: "Overwrite"), new(), default);
        await test.Member("c").UntilAsync(Export with { Name = "derived-web" }, e => e.IsTrue("Valid"), test.Log);
        Assert.DoesNotContain((await test.Api.ListAsync(new(KarmadaApi.Works, "karmada-es-c"), ListOptions.All, default)).Items, w => w.Label(MultiClusterNames.CollectedFor) is not null);
    }

    [Fact]
    public async Task ALostClustersEndpointsAreTakenOutAndComeBackWithIt()
    {
        await using var test = await StartAsync();
        await test.Member("c").UntilAsync(Imported("a"), _ => true, test.Log);
        await test.Member("c").UntilAsync(Imported("b"), _ => true, test.Log);
        test.Faults["b"].Fault = Fault.Hang;
        await test.Member("c").UntilGoneAsync(Imported("b"), test.Log);
        // The other one goes on being followed, and the last one is not taken out.
        await SetAddressAsync(test, "a", "10.0.0.2");
        await test.Member("c").UntilAsync(Imported("a"), s => Addresses(s) == "10.0.0.2", test.Log);
        test.Faults["a"].Fault = Fault.Refuse;
        await test.Member("c").UntilAsync(Imported("b"), _ => true, test.Log);
        Assert.Equal("10.0.0.2", Addresses(await test.Member("c").GetAsync(Imported("a"), default)));
        test.Faults["a"].Fault = Fault.None;
        await test.Member("c").UntilGoneAsync(Imported("b"), test.Log);
        await SetAddressAsync(test, "b", "10.1.0.2");
        test.Faults["b"].Fault = Fault.None;
        await test.Member("c").UntilAsync(Imported("b"), s => Addresses(s) == "10.1.0.2", test.Log);
    }

    [Fact]
    public async Task AnExportThatIsTakenBackFromALostClusterGoesAtOnce()
    {
        await using var test = await StartAsync();
        await test.Member("c").UntilAsync(Imported("b"), _ => true, test.Log);
        test.Faults["a"].Fault = Fault.Refuse;
        test.Faults["b"].Fault = Fault.Refuse;
        foreach (var cluster in new[] { "a", "b" })
            await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, cluster), c => !c.IsTrue("Ready"), test.Log);
        await test.Member("c").UntilAsync(Imported("b"), _ => true, test.Log);
        await test.Api.DeleteAsync(Export, new(), default);
        await test.Member("c").UntilGoneAsync(Imported("a"), test.Log);
        await test.Member("c").UntilGoneAsync(Imported("b"), test.Log);
    }

    [Fact]
    public async Task ConflictsAreToldInEveryExportAndInTheFederation()
    {
        await using var test = await StartAsync();
        await test.Api.UntilAsync(Export, e => e.IsTrue("Valid") && e.Condition("Conflict").Str("status") == "False", test.Log);
        await test.Member("b").PatchAsync(new(MultiClusterApi.Services, "default", "web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "ports": [ { "name": "http", "port": 81 } ] } }"""), new(), default);
        foreach (var cluster in new[] { "a", "b" })
            await test.Member(cluster).UntilAsync(Export, e => e.Condition("Conflict").Str("reason") == "PortConflict", test.Log);
        await test.Api.UntilAsync(Export, e => e.IsTrue("Conflict"), test.Log);
        // It goes on serving, and an export without a Service does not.
        Assert.NotNull(await test.Member("c").GetAsync(Imported("b"), default));
        await test.Member("b").DeleteAsync(new(MultiClusterApi.Services, "default", "web"), new(), default);
        await test.Member("c").UntilGoneAsync(Imported("b"), test.Log);
        await test.Api.UntilAsync(Export, e => e.Condition("Valid").Str("reason") == "NoService" && e.Condition("Conflict").Str("status") == "False", test.Log);
    }

    [Fact]
    public async Task AServiceThatIsInTheWayIsToldOfAndLeftAlone()
    {
        await using var test = await TestFederation.StartAsync("c");
        await test.Api.CreateAsync(new(MultiClusterApi.Services, "default"), Service("derived-web"), new(), default);
        await test.Api.CreateAsync(new(MultiClusterApi.ServiceImports, "default"), Import(), new(), default);
        await test.Api.UntilAnyAsync(new(new("", "v1", "events")), e => e.Str("reason") == "DerivedServiceTaken");
        await test.Api.DeleteAsync(new(MultiClusterApi.ServiceImports, "default", "web"), new(), default);
        Assert.Equal("web", (await test.Api.GetAsync(Derived, default)).Str("spec", "selector", "app"));
    }

    [Fact]
    public async Task AMemberOfAGkeFleetGetsGkesKindAndIsLeftToIt()
    {
        await using var test = await StartAsync(["b"]);
        var theirs = await test.Member("b").UntilAsync(new(MultiClusterApi.GkeServiceExports, "default", "web"), _ => true, test.Log);
        Assert.Equal("net.gke.io/v1", theirs.Str("apiVersion"));
        await test.Member("c").UntilAsync(Imported("a"), _ => true, test.Log);
        // What GKE's controller says comes back, and nothing is collected.
        var said = Documents.Parse("""{ "conditions": [ { "type": "Exported", "status": "False", "reason": "NoBackends", "message": "none", "lastTransitionTime": "2026-01-01T00:00:00Z" } ] }""");
        await test.Member("b").PatchAsync(new(MultiClusterApi.GkeServiceExports, "default", "web", "status"), PatchKind.Merge, new JsonObject { ["status"] = said }, new(), default);
        await test.Api.UntilAsync(Documents.Binding("web-serviceexport"), b => b.Objects("status", "aggregatedStatus").Any(i => i.Str("clusterName") == "b" && i.Objects("status", "conditions").Any(c => c.Str("type") == "Exported")), test.Log);
        Assert.Empty((await test.Member("b").ListAsync(new(MultiClusterApi.ServiceExports, "default"), ListOptions.All, default)).Items);
        Assert.DoesNotContain((await test.Api.ListAsync(new(KarmadaApi.Works, "karmada-es-b"), ListOptions.All, default)).Items, w => w.Label(MultiClusterNames.CollectedFor) is not null);
        await test.Api.DeleteAsync(Export, new(), default);
        await test.Member("b").UntilGoneAsync(new(MultiClusterApi.GkeServiceExports, "default", "web"), test.Log);
    }

    /// <summary>Members that know the kinds; a and b have the Service and one EndpointSlice behind it.</summary>
    private static async Task<TestFederation> StartAsync(params string[] gke)
    {
        var test = await TestFederation.StartAsync("a", "b", "c");
        foreach (var member in gke)
            await test.Member(member).CreateAsync(new(CoreResources.Definitions), Documents.Parse(GkeExports), new(), default);
        if (gke.Length > 0)
            await test.Api.CreateAsync(new(KarmadaApi.OverridePolicies, "default"), ServiceExportDocuments.GkeOverride(Documents.Parse("""{ "apiVersion": "multicluster.x-k8s.io/v1alpha1", "kind": "ServiceExport", "metadata": { "name": "web", "namespace": "default" } }"""), gke), new(), default);
        foreach (var (kind, names) in new[] { ("serviceexports", "crds-1"), ("serviceimports", "crds-2") })
            await test.Api.CreateAsync(new(KarmadaApi.ClusterPropagationPolicies), Policy(names, "CustomResourceDefinition", kind + ".multicluster.x-k8s.io", "{}"), new(), default);
        foreach (var cluster in new[] { "a", "b" })
        {
            await test.Member(cluster).CreateAsync(new(MultiClusterApi.Services, "default"), Service("web"), new(), default);
            await test.Member(cluster).CreateAsync(new(MultiClusterApi.EndpointSlices, "default"), Documents.Parse($$"""
                { "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": { "name": "web-x", "labels": { "kubernetes.io/service-name": "web", "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io" } },
                  "addressType": "IPv4", "endpoints": [ { "addresses": [ "{{(cluster == "a" ? "10.0.0.1" : "10.1.0.1")}}" ] } ], "ports": [ { "name": "http", "port": 8000 } ] }
                """), new(), default);
        }
        await test.Api.CreateAsync(new(MultiClusterApi.ServiceExports, "default"), Documents.Parse("""{ "apiVersion": "multicluster.x-k8s.io/v1alpha1", "kind": "ServiceExport", "metadata": { "name": "web" } }"""), new(), default);
        var policy = Policy("export", "ServiceExport", "web", """{ "clusterNames": [ "a", "b" ] }""");
        if (gke.Length > 0)
            policy.Ensure("spec")["dependentOverrides"] = new JsonArray("web-serviceexport");
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), policy, new(), default);
        await test.Api.CreateAsync(new(MultiClusterApi.ServiceImports, "default"), Import(), new(), default);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Policy("import", "ServiceImport", "web", """{ "clusterNames": [ "c" ] }"""), new(), default);
        return test;
    }

    private static JsonObject Policy(string name, string kind, string resource, string affinity, string conflict = "Abort") => Documents.Parse($$"""
        { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "{{(kind == "CustomResourceDefinition" ? "ClusterPropagationPolicy" : "PropagationPolicy")}}", "metadata": { "name": "{{name}}" },
          "spec": { "propagateDeps": true, "conflictResolution": "{{conflict}}", "placement": { "clusterAffinity": {{affinity}} }, "resourceSelectors": [ { "kind": "{{kind}}", "name": "{{resource}}",
            "apiVersion": "{{(kind == "CustomResourceDefinition" ? "apiextensions.k8s.io/v1" : "multicluster.x-k8s.io/v1alpha1")}}" } ] } }
        """);

    private static JsonObject Service(string name) => Documents.Parse($$"""
        { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "{{name}}" }, "spec": { "selector": { "app": "web" }, "ports": [ { "name": "http", "port": 80, "targetPort": 8000 } ] } }
        """);

    private static JsonObject Import() => Documents.Parse("""
        { "apiVersion": "multicluster.x-k8s.io/v1alpha1", "kind": "ServiceImport", "metadata": { "name": "web" }, "spec": { "type": "ClusterSetIP", "ports": [ { "name": "http", "port": 80, "protocol": "TCP" } ] } }
        """);

    private static ResourcePath Imported(string cluster) => new(MultiClusterApi.EndpointSlices, "default", $"imported-{cluster}-web-x");

    private static string Addresses(JsonObject slice) => string.Join(' ', slice.Objects("endpoints").SelectMany(e => e.Strings("addresses")));

    private static Task SetAddressAsync(TestFederation test, string cluster, string address) => test.Member(cluster).PatchAsync(
        new(MultiClusterApi.EndpointSlices, "default", "web-x"), PatchKind.Merge, Documents.Parse($$"""{ "endpoints": [ { "addresses": [ "{{address}}" ] } ] }"""), new(), default);
}
