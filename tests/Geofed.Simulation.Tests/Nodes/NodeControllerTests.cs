using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Tests.Nodes;

public class NodeControllerTests
{
    private static bool Ready(JsonObject node) =>
        node.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "True")
        && !node.Objects("spec", "taints").Any(t => t.Str("key") == "node.kubernetes.io/not-ready");

    private static ResourcePath Node(string name) => new(ClusterResources.Nodes, null, name);

    private static Task PatchAsync(TestCluster cluster, string node, string patch) => cluster.Api.PatchAsync(Node(node), PatchKind.Merge, JsonNode.Parse(patch)!, new(), default);

    [Fact]
    public async Task Nodes_are_as_GKE_makes_them_and_say_that_they_are_simulated()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with
        {
            NodePools = [new("default-pool", "e2-standard-4", 3), new("gpu", "g2-standard-24", 1, Spot: true) { Labels = new Dictionary<string, string> { ["team"] = "ml" } }],
        });
        var nodes = await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 4 && all.All(Ready));
        Assert.Equal(["us-west1-a", "us-west1-b", "us-west1-c"], nodes.Where(n => n.Label("cloud.google.com/gke-nodepool") == "default-pool").Select(n => n.Label("topology.kubernetes.io/zone")).Order());
        Assert.Equal(4, nodes.Select(n => n.Str("spec", "podCIDR")).Distinct().Count());
        Assert.All(nodes, n => Assert.Matches($"^gke-test-{n.Label("cloud.google.com/gke-nodepool")}-[0-9a-f]{{8}}-[0-9a-z]{{4}}$", n.Name()));
        Assert.All(nodes, n => Assert.Equal(("true", "Simulated", "v1.36.2"), (n.Label("geofed.io/simulated"), n.Str("status", "nodeInfo", "osImage"), n.Str("status", "nodeInfo", "kubeletVersion"))));
        var gpu = nodes.Single(n => n.Label("team") == "ml");
        Assert.Equal("2", gpu.Str("status", "allocatable", "nvidia.com/gpu"));
        Assert.Equal(("nvidia-l4", "2", "true"), (gpu.Label("cloud.google.com/gke-accelerator"), gpu.Label("cloud.google.com/gke-accelerator-count"), gpu.Label("cloud.google.com/gke-spot")));
        Assert.Equal("nvidia.com/gpu", Assert.Single(gpu.Objects("spec", "taints")).Str("key"));
    }

    [Fact]
    public async Task A_cluster_played_again_has_the_same_nodes_and_what_people_did_to_them()
    {
        await using var cluster = await TestCluster.StartAsync();
        var before = await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 3 && all.All(Ready));
        var name = before[0].Name();
        await PatchAsync(cluster, name, """{"metadata":{"labels":{"mine":"yes","kubernetes.io/os":"windows"}},"spec":{"unschedulable":true,"taints":[{"key":"mine","effect":"NoSchedule"}]}}""");
        await cluster.StopAsync();
        await cluster.ResumeAsync();
        var node = await cluster.UntilAsync(ClusterResources.Nodes, name, n => n.Label("kubernetes.io/os") == "linux");
        Assert.Equal(("yes", true, "mine"), (node.Label("mine"), node.Bool("spec", "unschedulable"), Assert.Single(node.Objects("spec", "taints")).Str("key")));
        Assert.Equal(before.Select(n => n.Uid()).Order(), (await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 3)).Select(n => n.Uid()).Order());
    }

    [Fact]
    public async Task A_smaller_pool_loses_nodes_and_a_deleted_node_comes_back()
    {
        await using var cluster = await TestCluster.StartAsync();
        var before = await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 3 && all.All(Ready));
        await cluster.Api.DeleteAsync(Node(before[0].Name()), new(), default);
        await cluster.UntilAsync(ClusterResources.Nodes, before[0].Name(), n => n.Uid() != before[0].Uid() && Ready(n));
        await cluster.StopAsync();
        await cluster.ResumeAsync(cluster.Options with { NodePools = [new("default-pool", "e2-standard-8", 2)] });
        var after = await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 2 && all.All(n => n.Str("status", "capacity", "cpu") == "8"));
        Assert.All(after, n => Assert.Contains(n.Name(), before.Select(b => b.Name())));
    }

    [Fact]
    public async Task A_node_that_is_not_ours_is_left_alone()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.CreateAsync(ClusterResources.Nodes, new() { ["metadata"] = new JsonObject { ["name"] = "someones" } });
        await cluster.StopAsync();
        await cluster.ResumeAsync(cluster.Options with { NodePools = [] });
        Assert.Equal("someones", Assert.Single(await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 1)).Name());
    }
}
