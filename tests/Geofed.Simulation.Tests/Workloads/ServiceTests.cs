using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class ServiceTests
{
    private static readonly string Web = """
        { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web", "labels": { "team": "shop" } },
          "spec": { "selector": { "app": "web" }, "ports": [ { "name": "http", "port": 80, "targetPort": "http" } ] } }
        """;

    [Fact]
    public async Task EndpointsFollowTheReadinessOfPods()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.Services, Web);
        var empty = Assert.Single(await test.UntilAllAsync(ClusterResources.EndpointSlices, slices => slices.Count == 1));
        Assert.Equal(("web", "shop", "endpointslice-controller.k8s.io"),
            (empty.Label("kubernetes.io/service-name"), empty.Label("team"), empty.Label("endpointslice.kubernetes.io/managed-by")));
        Assert.Null(empty.At("endpoints"));

        await test.CreateAsync(ClusterResources.ReplicaSets, TestPods.Workload("ReplicaSet", "web", "\"replicas\": 2"));
        var pods = await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 2);
        await test.SetPhaseAsync(pods[0], "Running", "10.0.0.1");
        await test.SetPhaseAsync(pods[1], "Pending", "10.0.0.2");
        var slice = Assert.Single(await test.UntilAllAsync(ClusterResources.EndpointSlices, s => s.Count == 1 && s[0].Objects("endpoints").Count() == 2));
        Assert.Equal("""[{"name":"http","port":8080,"protocol":"TCP"}]""", slice.At("ports")!.ToText());
        var first = slice.Objects("endpoints").First();
        Assert.Equal("""["10.0.0.1"]""", first.At("addresses")!.ToText());
        Assert.Equal("""{"ready":true,"serving":true,"terminating":false}""", first.At("conditions")!.ToText());
        Assert.Equal(pods[0].Name(), first.Str("targetRef", "name"));
        Assert.Equal([true, false], slice.Objects("endpoints").Select(e => e.Bool("conditions", "ready")));
        var endpoints = await test.UntilAsync(ClusterResources.Endpoints, "web", e => e.Objects("subsets").Any(s => s.Objects("notReadyAddresses").Any() && s.Objects("addresses").Any()));
        Assert.Equal(["10.0.0.1"], endpoints.Objects("subsets").Single().Objects("addresses").Select(a => a.Str("ip")));
        Assert.Equal(["10.0.0.2"], endpoints.Objects("subsets").Single().Objects("notReadyAddresses").Select(a => a.Str("ip")));

        await test.SetPhaseAsync(pods[1], "Running", "10.0.0.2");
        await test.SetPhaseAsync(pods[0], "Pending", "10.0.0.1");
        await test.UntilAllAsync(ClusterResources.EndpointSlices, s => s[0].Objects("endpoints").Select(e => e.Bool("conditions", "ready")).SequenceEqual([false, true]));

        await test.Api.DeleteAsync(new(ClusterResources.Services, "default", "web"), new(), default);
        await test.UntilAllAsync(ClusterResources.EndpointSlices, slices => slices.Count == 0);
        await test.UntilAllAsync(ClusterResources.Endpoints, endpoints => endpoints.Count == 0);
    }

    [Fact]
    public async Task SlicesOfAServiceWithoutASelectorAreSomebodyElses()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.EndpointSlices, """
            { "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": { "name": "imported-a-web-x", "labels": { "kubernetes.io/service-name": "derived-web", "endpointslice.kubernetes.io/managed-by": "endpointslice-dispatch-controller.karmada.io" } },
              "addressType": "IPv4", "endpoints": [ { "addresses": [ "10.0.0.1" ] } ] }
            """);
        await test.CreateAsync(ClusterResources.Services, """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "derived-web" }, "spec": { "ports": [ { "port": 80 } ] } }""");
        // The other Service comes later, and its slice shows that the controller has been at work.
        await test.CreateAsync(ClusterResources.Services, Web);
        var slices = await test.UntilAllAsync(ClusterResources.EndpointSlices, all => all.Any(s => s.Label("kubernetes.io/service-name") == "web"));
        Assert.Equal(2, slices.Count);
        Assert.Equal("10.0.0.1", slices.Single(s => s.Name() == "imported-a-web-x").Objects("endpoints").Single().Strings("addresses").Single());
    }

    [Fact]
    public void APodThatEndsServesButIsNotReady()
    {
        var pod = WorkloadTest.Parse("""
            { "metadata": { "name": "a", "labels": { "app": "web" }, "deletionTimestamp": "2026-01-01T00:00:00Z" }, "spec": { "nodeName": "n", "containers": [] },
              "status": { "phase": "Running", "podIP": "10.0.0.1", "conditions": [ { "type": "Ready", "status": "True" } ] } }
            """);
        var service = WorkloadTest.Parse("""{ "metadata": { "name": "web" }, "spec": { "clusterIP": "None", "selector": { "app": "web" } } }""");
        var endpoints = ServiceEndpoint.Of(service, [pod]);
        var endpoint = SliceContent.Of(service, endpoints, _ => "zone-a").Single().Endpoints.Objects().Single();
        Assert.Equal("""{"ready":false,"serving":true,"terminating":true}""", endpoint.At("conditions")!.ToText());
        Assert.Equal(("n", "zone-a"), (endpoint.Str("nodeName"), endpoint.Str("zone")));
        Assert.Null(EndpointSubsets.Of(service, endpoints));
    }

    [Fact]
    public void ALargeServiceHasSlicesOfAHundred()
    {
        var service = WorkloadTest.Parse(Web);
        var pods = Enumerable.Range(0, 250).Select(i => WorkloadTest.Parse($$"""
            { "metadata": { "name": "p{{i:000}}", "labels": { "app": "web" } }, "spec": { "containers": [ { "ports": [ { "name": "http", "containerPort": {{(i < 240 ? 8080 : 9090)}} } ] } ] },
              "status": { "phase": "Running", "podIP": "10.0.1.{{i}}" } }
            """));
        Assert.Equal([(8080, 100), (8080, 100), (8080, 40), (9090, 10)],
            SliceContent.Of(service, ServiceEndpoint.Of(service, pods), _ => null).Select(s => ((int)s.Ports!.Objects().Single().Int("port")!, s.Endpoints!.Count)));
    }

    [Fact]
    public async Task LoadBalancersGetAnAddressEachAndAlwaysTheSame()
    {
        await using var test = await WorkloadTest.StartAsync();
        var addresses = new Dictionary<string, string>();
        foreach (var name in new[] { "a", "b" })
        {
            await test.CreateAsync(ClusterResources.Services, $$"""
                { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "{{name}}" }, "spec": { "type": "LoadBalancer", "selector": { "app": "web" }, "ports": [ { "port": 80 } ] } }
                """);
            var service = await test.UntilAsync(ClusterResources.Services, name, s => s.Objects("status", "loadBalancer", "ingress").Any());
            addresses[name] = service.Objects("status", "loadBalancer", "ingress").Single().Str("ip")!;
            Assert.Matches("^(203\\.0\\.113|198\\.51\\.100)\\.[0-9]+$", addresses[name]);
        }
        Assert.NotEqual(addresses["a"], addresses["b"]);
        await test.Api.DeleteAsync(new(ClusterResources.Services, "default", "a"), new(), default);
        await test.CreateAsync(ClusterResources.Services, """
            { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "a" }, "spec": { "type": "LoadBalancer", "selector": { "app": "web" }, "ports": [ { "port": 80 } ] } }
            """);
        await test.UntilAsync(ClusterResources.Services, "a", s => s.Objects("status", "loadBalancer", "ingress").FirstOrDefault().Str("ip") == addresses["a"]);
    }
}
