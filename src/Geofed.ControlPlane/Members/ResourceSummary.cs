using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>What a member has and what is taken (pkg/controllers/status/cluster_status_controller.go; resources by pkg/util/resource.go).</summary>
internal static class ResourceSummary
{
    /// <summary>True for a change of a pod that changes the sums: its node, its end, its coming and going.</summary>
    public static bool Counts(InformerChange change) => change.Type != WatchEventType.Modified || change.Old is null
        || change.Old.Str("spec", "nodeName") != change.Object.Str("spec", "nodeName") || IsOver(change.Old) != IsOver(change.Object);

    public static JsonObject NodeSummary(IReadOnlyCollection<JsonObject> nodes) => new()
    {
        ["totalNum"] = nodes.Count,
        ["readyNum"] = nodes.Count(n => n.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "True")),
    };

    public static JsonObject Of(IReadOnlyCollection<JsonObject> nodes, IReadOnlyCollection<JsonObject> pods, JsonObject cluster)
    {
        var (allocatable, allocating, allocated) = (new Amounts(), new Amounts(), new Amounts());
        var perNode = nodes.ToDictionary(n => n.Name(), _ => new Amounts());
        foreach (var node in nodes)
            allocatable.Add(node.Obj("status", "allocatable"));
        foreach (var pod in pods.Where(p => !IsOver(p)))
        {
            var requests = PodRequests.Of(pod);
            var node = pod.Str("spec", "nodeName");
            (string.IsNullOrEmpty(node) ? allocating : allocated).Add(requests);
            if (node is not null && perNode.TryGetValue(node, out var used))
                used.Add(requests);
        }
        var summary = new JsonObject { ["allocatable"] = allocatable.ToJson() };
        if (!allocating.IsEmpty)
            summary["allocating"] = allocating.ToJson();
        if (!allocated.IsEmpty)
            summary["allocated"] = allocated.ToJson();
        if (ResourceModelings.Of(cluster, nodes, perNode) is { Count: > 0 } modelings)
            summary["allocatableModelings"] = modelings;
        return summary;
    }

    private static bool IsOver(JsonObject pod) => pod.Str("status", "phase") is "Succeeded" or "Failed";
}
