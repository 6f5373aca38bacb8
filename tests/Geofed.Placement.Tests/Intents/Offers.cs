using System.Text.Json.Nodes;
using Geofed.Placement.Capacity;
using Geofed.Placement.Intents;

namespace Geofed.Placement.Tests.Intents;

/// <summary>Clusters of a few nodes, and what pods ask for.</summary>
internal static class Offers
{
    /// <param name="nodes">GPUs of each node, and how many of them are taken.</param>
    public static ClusterOffer Cluster(string name, string region, string accelerator, params (int Gpus, int Taken)[] nodes)
    {
        var documents = nodes.Select((n, i) => Node($"{name}-{i}", n.Gpus, accelerator)).ToList();
        return new(name, region, documents, ClusterRoom.Of(documents, nodes.Select((n, i) => Pod($"{name}-{i}", n.Taken))));
    }

    /// <summary>Nodes without GPUs, of n2-standard-8.</summary>
    public static ClusterOffer Plain(string name, string region, int nodes)
    {
        var documents = Enumerable.Range(0, nodes).Select(i => Node($"{name}-{i}", 0, null)).ToList();
        return new(name, region, documents, ClusterRoom.Of(documents, []));
    }

    public static JobIntent Gpus(int gpus, long pods, string? accelerator = null) => new(Claim("nvidia.com/gpu", gpus, accelerator), pods) { Gpu = gpus, Accelerator = accelerator };

    public static JobIntent Cpus(int cpus, long pods) => new(Claim("cpu", cpus, null), pods);

    private static ReplicaClaim Claim(string resource, int amount, string? accelerator) => ReplicaClaim.From(JsonNode.Parse($$"""
        { "resourceRequest": { "{{resource}}": "{{amount}}" }, "nodeClaim": { "nodeSelector": {{(accelerator is null ? "{}" : $$"""{ "cloud.google.com/gke-accelerator": "{{accelerator}}" }""")}} } }
        """)!.AsObject());

    private static JsonObject Node(string name, int gpus, string? accelerator) => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}", "labels": { "node.kubernetes.io/instance-type": "n2-standard-8"{{(accelerator is null ? "" : $", \"cloud.google.com/gke-accelerator\": \"{accelerator}\"")}} } },
          "spec": {}, "status": { "allocatable": { "cpu": "8", "memory": "32Gi", "pods": "110", "nvidia.com/gpu": "{{gpus}}" } } }
        """)!.AsObject();

    private static JsonObject Pod(string node, int gpus) => JsonNode.Parse($$"""
        { "spec": { "nodeName": "{{node}}", "containers": [ { "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] }, "status": { "phase": "Running" } }
        """)!.AsObject();
}
