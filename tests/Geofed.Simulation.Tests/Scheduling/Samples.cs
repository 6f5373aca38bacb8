using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Scheduling;

namespace Geofed.Simulation.Tests.Scheduling;

/// <summary>Pods and nodes for tests, as short texts.</summary>
internal static class Samples
{
    public static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <param name="spec">Members of the spec besides the container.</param>
    /// <param name="requests">Members of the container's requests.</param>
    public static JsonObject Pod(string name, string requests = "", string spec = "", string labels = "") => Json($$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": { "name": "{{name}}", "namespace": "default", "uid": "{{name}}", "labels": { {{labels}} } },
          "spec": { "containers": [ { "name": "c", "image": "registry.example/app:1", "resources": { "requests": { {{requests}} } } } ]{{After(spec)}} }
        }
        """);

    public static SchedulablePod Read(JsonObject pod) => SchedulablePod.From(pod);

    /// <param name="spec">Members of the spec.</param>
    public static JsonObject Node(string name, string zone = "a", string cpu = "4", string memory = "16Gi", int pods = 110, string others = "", string spec = "", string labels = "") => Json($$"""
        {
          "metadata": { "name": "{{name}}", "labels": { "kubernetes.io/hostname": "{{name}}", "topology.kubernetes.io/zone": "{{zone}}"{{After(labels)}} } },
          "spec": { {{spec}} },
          "status": { "allocatable": { "cpu": "{{cpu}}", "memory": "{{memory}}", "pods": "{{pods}}", "ephemeral-storage": "47Gi"{{After(others)}} } }
        }
        """);

    public static ClusterState Cluster(params JsonObject[] nodes)
    {
        var cluster = new ClusterState();
        foreach (var node in nodes)
            cluster.SetNode(node.Name(), node);
        return cluster;
    }

    public static (string? Node, string Message) Decide(this ClusterState cluster, JsonObject pod)
    {
        var (node, message) = PodPlacement.Decide(Read(pod), cluster, ClaimCheck.None);
        return (node?.Name, message);
    }

    public static string Put(this ClusterState cluster, JsonObject pod)
    {
        var (node, message) = cluster.Decide(pod);
        Assert.True(node is not null, message);
        cluster.Place(Read(pod), node);
        return node;
    }

    private static string After(string members) => members.Length > 0 ? ", " + members : "";
}
