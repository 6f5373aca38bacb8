using Geofed.Simulation;

namespace Geofed.Server.Tests.Kubectl;

public class ReadTests
{
    [KubectlFact]
    public async Task Objects_are_shown_in_every_form()
    {
        await using var api = await KubectlApi.StartAsync();
        await api.RunAsync("create", "namespace", "team");
        await api.RunAsync("run", "p", "--image=nginx", "-n", "team");
        await api.RunAsync("create", "configmap", "c", "--from-literal=a=b", "-n", "team");
        Assert.Contains("NODE", await api.RunAsync("get", "pods", "-A", "-o", "wide"), StringComparison.Ordinal);
        Assert.StartsWith("p ", await api.RunAsync("get", "pods", "-n", "team", "-l", "run=p", "--no-headers"), StringComparison.Ordinal);
        Assert.StartsWith("p ", await api.RunAsync("get", "pods", "-n", "team", "--field-selector=status.phase=Pending", "--no-headers"), StringComparison.Ordinal);
        Assert.Contains("a: b", await api.RunAsync("get", "cm", "c", "-n", "team", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Contains("Pending", await api.RunAsync("describe", "pod", "p", "-n", "team"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task What_is_served_is_listed_and_explained_also_what_a_definition_adds()
    {
        await using var api = await KubectlApi.StartAsync();
        await api.RunAsync("apply", "-f", api.Manifest("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: trains.demo.example.com}
            spec:
              group: demo.example.com
              scope: Namespaced
              names: {plural: trains, singular: train, kind: Train, shortNames: [tr]}
              versions:
              - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {speed: {type: integer, description: In km/h.}}}}}}}
            """));
        await api.RunAsync("wait", "--for=condition=Established", "crd/trains.demo.example.com", "--timeout=10s");
        var resources = await api.RunAsync("api-resources");
        Assert.Contains("deployments", resources, StringComparison.Ordinal);
        Assert.Contains("demo.example.com/v1", resources, StringComparison.Ordinal);
        Assert.Contains("FIELD: replicas <integer>", await api.RunAsync("explain", "deployment.spec.replicas"), StringComparison.Ordinal);
        Assert.Contains("In km/h.", await api.RunAsync("explain", "train.spec.speed"), StringComparison.Ordinal);
        await api.RunAsync("apply", "-f", api.Manifest("""
            apiVersion: demo.example.com/v1
            kind: Train
            metadata: {name: ice}
            spec: {speed: 300}
            """));
        Assert.StartsWith("ice ", await api.RunAsync("get", "tr", "--no-headers"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task What_is_used_in_a_simulated_cluster_is_shown()
    {
        await using var api = await KubectlApi.StartAsync(options => options with { Computed = ClusterSimulation.Computed });
        await api.RunAsync("create", "-f", api.Manifest("""
            apiVersion: v1
            kind: Node
            metadata: {name: n1}
            """));
        await api.RunAsync("patch", "node", "n1", "--subresource=status", "-p", """{"status":{"capacity":{"cpu":"4","memory":"8Gi"},"allocatable":{"cpu":"4","memory":"8Gi"},"conditions":[{"type":"Ready","status":"True"}]}}""");
        await api.RunAsync("run", "p", "--image=nginx", "--annotations=simulation.geofed.io/cpu-usage=1", "--annotations=simulation.geofed.io/memory-usage=2Gi", "--overrides", """{"spec":{"nodeName":"n1"}}""");
        await api.RunAsync("patch", "pod", "p", "--subresource=status", "-p", """{"status":{"phase":"Running"}}""");
        Assert.Matches(@"^p\s+1000m\s+2048Mi$", await api.RunAsync("top", "pods", "--no-headers"));
        Assert.Matches(@"^n1\s+1000m\s+25%\s+2048Mi\s+25%$", await api.RunAsync("top", "nodes", "--no-headers"));
    }

    [KubectlFact]
    public async Task Rights_are_asked_for_and_granted()
    {
        await using var api = await KubectlApi.StartAsync();
        await api.RunAsync("create", "serviceaccount", "bot");
        await api.RunAsync("create", "rolebinding", "bot-views", "--clusterrole=view", "--serviceaccount=default:bot");
        Assert.Equal("yes", await api.RunAsync("auth", "can-i", "list", "deployments", "--as=system:serviceaccount:default:bot"));
        var (code, output, _) = await api.TryAsync("auth", "can-i", "delete", "pods", "--as=system:serviceaccount:default:bot");
        Assert.Equal((1, "no"), (code, output.Trim()));
        Assert.Equal(3, (await api.RunAsync("create", "token", "bot")).Split('.').Length);
    }

    [KubectlFact]
    public async Task What_needs_a_container_is_refused_in_a_sentence()
    {
        await using var api = await KubectlApi.StartAsync();
        await api.RunAsync("run", "p", "--image=nginx");
        var (code, _, error) = await api.TryAsync("logs", "p");
        Assert.Equal(1, code);
        Assert.Contains("no container runs here", error, StringComparison.Ordinal);
    }
}
