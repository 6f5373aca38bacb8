using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class DaemonSetTests
{
    [Fact]
    public async Task EveryNodeThatFitsHasAPod()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await CreateNodeAsync(test, "a");
        await CreateNodeAsync(test, "b", """{ "taints": [ { "key": "dedicated", "value": "gpu", "effect": "NoSchedule" } ] }""");
        await CreateNodeAsync(test, "c", """{ "unschedulable": true, "taints": [ { "key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule" } ] }""");
        await test.CreateAsync(ClusterResources.DaemonSets, TestPods.Workload("DaemonSet", "agent", "\"minReadySeconds\": 0"));
        var set = await test.UntilAsync(ClusterResources.DaemonSets, "agent", s => s.Int("status", "numberReady") == 2);
        Assert.Equal((2, 2, 0, 2L), (set.Int("status", "desiredNumberScheduled"), set.Int("status", "currentNumberScheduled"), set.Int("status", "numberMisscheduled"), set.Int("status", "updatedNumberScheduled")));
        var pods = await test.ListAsync(ClusterResources.Pods);
        Assert.Equal(["a", "c"], pods.Select(DaemonPod.NodeOf).Order());
        Assert.Contains(pods[0].Objects("spec", "tolerations"), t => t.Str("key") == "node.kubernetes.io/disk-pressure" && t.Str("operator") == "Exists");

        await CreateNodeAsync(test, "d");
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 3 && pods.Any(p => DaemonPod.NodeOf(p) == "d"));
        await test.Api.PatchAsync(new(ClusterResources.Nodes, null, "b"), PatchKind.Merge, WorkloadTest.Parse("""{ "spec": { "taints": null } }"""), new(), default);
        await test.UntilAsync(ClusterResources.DaemonSets, "agent", s => s.Int("status", "numberReady") == 4);
        await test.Api.DeleteAsync(new(ClusterResources.Nodes, null, "a"), new(), default);
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 3 && pods.All(p => DaemonPod.NodeOf(p) != "a"));
    }

    [Theory]
    [InlineData("""{ "maxUnavailable": 1 }""", 3, 4)]
    [InlineData("""{ "maxUnavailable": 0, "maxSurge": 1 }""", 4, 5)]
    public async Task AnUpdateKeepsItsBounds(string rolling, int leastReady, int most)
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        foreach (var node in new[] { "a", "b", "c", "d" })
            await CreateNodeAsync(test, node);
        await test.CreateAsync(ClusterResources.DaemonSets, TestPods.Workload("DaemonSet", "agent", $$""" "updateStrategy": { "type": "RollingUpdate", "rollingUpdate": {{rolling}} } """));
        await test.UntilAsync(ClusterResources.DaemonSets, "agent", s => s.Int("status", "numberAvailable") == 4);
        await test.PatchAsync(ClusterResources.DaemonSets, "agent", TestPods.ImagePatch("registry.example/web:2"));
        var bounds = new List<(int Total, int Ready)>();
        await test.UntilAllAsync(ClusterResources.Pods, pods =>
        {
            bounds.Add((pods.Count, pods.Count(p => p.IsReady())));
            return pods.Count == 4 && pods.All(p => p.IsReady() && p.Image() == "registry.example/web:2");
        });
        Assert.All(bounds, b => Assert.True(b.Ready >= leastReady && b.Total <= most, $"{b}"));
        await test.UntilAsync(ClusterResources.DaemonSets, "agent", s => s.Int("status", "updatedNumberScheduled") == 4 && s.Int("status", "numberUnavailable") is null);
    }

    /// <summary>A node that is ready: the taint that a new one has until then is gone.</summary>
    private static async Task CreateNodeAsync(WorkloadTest test, string name, string spec = "{}")
    {
        var node = await test.CreateAsync(ClusterResources.Nodes, $$"""{ "apiVersion": "v1", "kind": "Node", "metadata": { "name": "{{name}}" }, "spec": {{spec}} }""");
        var taints = node.Objects("spec", "taints").Where(t => t.Str("key") != "node.kubernetes.io/not-ready").Select(t => (JsonNode)t.Copy()).ToArray();
        await test.Api.PatchAsync(new(ClusterResources.Nodes, null, name), PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["taints"] = new JsonArray(taints) } }, new(), default);
    }
}
