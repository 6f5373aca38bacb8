using System.Text.Json.Nodes;
using Geofed.Clusters.Imported;

namespace Geofed.Clusters.Tests.Imported;

public class NodeSurveyTests
{
    private static JsonObject Node(string labels, string id = "gce://acme/us-west1-a/n", string gpus = "0", string taints = "[]") => (JsonObject)JsonNode.Parse($$"""
        { "metadata": { "labels": {{labels}} }, "spec": { "providerID": "{{id}}", "taints": {{taints}} }, "status": { "allocatable": { "nvidia.com/gpu": "{{gpus}}" } } }
        """)!;

    [Fact]
    public void Nodes_of_GKE_say_where_they_are_and_which_pool_they_belong_to()
    {
        var cluster = NodeSurvey.Describe(new("train", ""),
        [
            Node("""{ "topology.kubernetes.io/region": "us-west1", "topology.kubernetes.io/zone": "us-west1-b", "cloud.google.com/gke-nodepool": "cpu", "node.kubernetes.io/instance-type": "e2-standard-4" }"""),
            Node("""{ "topology.kubernetes.io/region": "us-west1", "topology.kubernetes.io/zone": "us-west1-a", "cloud.google.com/gke-nodepool": "cpu", "node.kubernetes.io/instance-type": "e2-standard-4" }"""),
            Node("""{ "topology.kubernetes.io/region": "us-west1", "topology.kubernetes.io/zone": "us-west1-a", "cloud.google.com/gke-nodepool": "gpu", "cloud.google.com/gke-accelerator": "nvidia-l4", "cloud.google.com/gke-spot": "true", "node.kubernetes.io/instance-type": "g2-standard-24" }""",
                gpus: "2", taints: """[{ "key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule" }, { "key": "node.kubernetes.io/not-ready", "effect": "NoExecute" }]"""),
        ]);
        Assert.Equal(("us-west1", "us-west1-a us-west1-b", "gcp"), (cluster.Region, string.Join(' ', cluster.Zones), cluster.Provider));
        Assert.Equal(["2 x e2-standard-4", "1 x g2-standard-24 with 2 x nvidia-l4 (spot)"], cluster.NodePools.Select(p => p.ToString()));
        Assert.Equal(["nvidia.com/gpu=present:NoSchedule"], cluster.NodePools[1].Taints);
    }

    [Theory]
    [InlineData("aws:///eu-west-1a/i-1", "aws")]
    [InlineData("azure:///subscriptions/x", "azure")]
    [InlineData("metal://rack-1", "metal")]
    [InlineData("", "")]
    public void Whose_machines_they_are_stands_in_their_id(string id, string provider) =>
        Assert.Equal(provider, NodeSurvey.Describe(new("x", ""), [Node("{}", id)]).Provider);

    [Fact]
    public void The_region_is_that_of_most_nodes()
    {
        var cluster = NodeSurvey.Describe(new("x", ""), [Node("""{ "topology.kubernetes.io/region": "b" }"""), Node("""{ "topology.kubernetes.io/region": "a" }"""), Node("""{ "topology.kubernetes.io/region": "a" }"""), Node("{}")]);
        Assert.Equal("a", cluster.Region);
    }

    [Fact]
    public void Nodes_that_say_nothing_are_counted_all_the_same()
    {
        var cluster = NodeSurvey.Describe(new("x", ""), [Node("{}", ""), Node("{}", "")]);
        Assert.Equal(("", "", 2, "nodes"), (cluster.Region, cluster.Provider, cluster.Nodes, cluster.NodePools.Single().Name));
    }
}
