using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A pod of a DaemonSet: bound to one node by affinity, and undisturbed by what ails a node (pkg/controller/daemon/util).</summary>
internal static class DaemonPod
{
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"), ("node.kubernetes.io/unreachable", "NoExecute"), ("node.kubernetes.io/disk-pressure", "NoSchedule"),
        ("node.kubernetes.io/memory-pressure", "NoSchedule"), ("node.kubernetes.io/pid-pressure", "NoSchedule"), ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    /// <summary>The pod as it would be, for no node yet.</summary>
    public static JsonObject Document(JsonObject set, string hash)
    {
        var pod = PodDocument.Of(set);
        var labels = pod.Ensure("metadata", "labels");
        labels[ControllerRevisions.PodLabel] = hash;
        if (set.Annotation("deprecated.daemonset.template.generation") is { } generation)
            labels["pod-template-generation"] = generation;
        var spec = pod.Ensure("spec");
        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        foreach (var (key, effect) in spec.Bool("hostNetwork") == true ? Tolerated.Append(("node.kubernetes.io/network-unavailable", "NoSchedule")) : Tolerated)
        {
            if (!tolerations.Any(t => t.Str("key") == key && t.Str("effect") == effect && t.Str("operator") == "Exists"))
                tolerations.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
        }
        return pod;
    }

    /// <summary>The scheduler binds it; the affinity leaves it one node only.</summary>
    public static JsonObject For(this JsonObject pod, string node)
    {
        var copy = pod.Copy();
        copy.Ensure("spec", "affinity", "nodeAffinity")["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchFields"] = new JsonArray(new JsonObject { ["key"] = "metadata.name", ["operator"] = "In", ["values"] = new JsonArray(node) }),
            }),
        };
        return copy;
    }

    /// <summary>The node that a pod is on, or is meant for.</summary>
    public static string NodeOf(JsonObject pod) => pod.Str("spec", "nodeName") is { Length: > 0 } bound ? bound
        : pod.Obj("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution").Objects("nodeSelectorTerms")
            .SelectMany(t => t.Objects("matchFields")).FirstOrDefault(f => f.Str("key") == "metadata.name").Strings("values").FirstOrDefault() ?? "";
}
