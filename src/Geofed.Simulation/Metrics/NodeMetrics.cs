using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Metrics;

/// <summary>The NodeMetrics of nodes that answer: what the pods on each use together. Kubernetes itself takes nothing here.</summary>
internal static class NodeMetrics
{
    public static IEnumerable<JsonObject> Of(ClusterView view, DateTimeOffset now)
    {
        var used = new Dictionary<string, (long Cpu, long Memory)>(StringComparer.Ordinal);
        foreach (var (pod, metrics) in PodMetrics.Of(view, null, now))
        {
            var node = pod.Str("spec", "nodeName") ?? "";
            var (cpu, memory) = used.GetValueOrDefault(node);
            used[node] = (cpu + Sum(metrics, "cpu"), memory + Sum(metrics, "memory"));
        }
        return view.List(ClusterResources.Nodes, null).Where(node => node.IsTrue("Ready")).Select(node => Document(node, used.GetValueOrDefault(node.Name()), now));
    }

    private static long Sum(JsonObject metrics, string resource) => metrics.Objects("containers").Sum(c => (Quantity.From(c.At("usage", resource)) ?? Quantity.Zero).Milli);

    private static JsonObject Document(JsonObject node, (long Cpu, long Memory) used, DateTimeOffset now)
    {
        var metadata = new JsonObject { ["name"] = node.Name(), ["creationTimestamp"] = KubeTime.Format(now) };
        if (node.Obj("metadata", "labels") is { } labels)
            metadata["labels"] = labels.Copy();
        return new()
        {
            ["kind"] = "NodeMetrics",
            ["apiVersion"] = "metrics.k8s.io/v1beta1",
            ["metadata"] = metadata,
            ["timestamp"] = KubeTime.Format(now),
            ["window"] = PodMetrics.Window,
            ["usage"] = PodMetrics.Usage(used.Cpu, used.Memory),
        };
    }
}
