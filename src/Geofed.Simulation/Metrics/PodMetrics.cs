using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Metrics;

/// <summary>The PodMetrics of pods that run on nodes that answer (metrics-server pkg/api/pod.go).</summary>
internal static class PodMetrics
{
    /// <summary>Nothing is sampled here: what is used is known at each moment. Short, so that a new pod counts soon.</summary>
    public const string Window = "1s";

    /// <summary>Those of a namespace, or of all.</summary>
    public static IEnumerable<(JsonObject Pod, JsonObject Metrics)> Of(ClusterView view, string? ns, DateTimeOffset now)
    {
        var pods = view.List(ClusterResources.Pods, ns).ToList();
        var shares = new WorkloadShares(view, pods);
        var silent = view.List(ClusterResources.Nodes, null).Where(node => node.Condition("Ready").Str("status") is "False" or "Unknown").Select(node => node.Name()).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in pods.Where(p => p.Phase() == "Running" && !silent.Contains(p.Str("spec", "nodeName") ?? "")))
            yield return (pod, Document(pod, shares, now));
    }

    private static JsonObject Document(JsonObject pod, WorkloadShares shares, DateTimeOffset now)
    {
        var cpu = pod.Milli(UsageAnnotations.CpuUsage) ?? shares.Of(pod, UsageAnnotations.CpuLoad) ?? 0;
        var memory = pod.Milli(UsageAnnotations.MemoryUsage) ?? shares.Of(pod, UsageAnnotations.MemoryLoad) ?? 0;
        var metadata = new JsonObject { ["name"] = pod.Name(), ["namespace"] = pod.Namespace(), ["creationTimestamp"] = KubeTime.Format(now) };
        if (pod.Obj("metadata", "labels") is { } labels)
            metadata["labels"] = labels.Copy();
        // The first container does the work.
        var containers = pod.Objects("spec", "containers").Select((container, i) => (JsonNode)new JsonObject
        {
            ["name"] = container.Str("name"),
            ["usage"] = i == 0 ? Usage(cpu, memory) : Usage(0, 0),
        });
        return new()
        {
            ["kind"] = "PodMetrics",
            ["apiVersion"] = "metrics.k8s.io/v1beta1",
            ["metadata"] = metadata,
            ["timestamp"] = KubeTime.Format(now),
            ["window"] = Window,
            ["containers"] = new JsonArray([.. containers]),
        };
    }

    public static JsonObject Usage(long milliCpu, long milliMemory) => new()
    {
        ["cpu"] = Quantity.FromMilli(milliCpu).ToString(),
        ["memory"] = Quantity.FromUnits(milliMemory / 1000, QuantityFormat.BinarySI).ToString(),
    };
}
