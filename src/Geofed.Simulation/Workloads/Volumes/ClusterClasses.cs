using System.Text.Json.Nodes;

namespace Geofed.Simulation.Workloads;

/// <summary>The storage classes that GKE gives a cluster, and the priority classes that every cluster has.</summary>
internal static class ClusterClasses
{
    public const string DefaultClass = "storageclass.kubernetes.io/is-default-class";

    public static IReadOnlyList<JsonObject> All =>
    [
        Storage("standard", "kubernetes.io/gce-pd", "pd-standard", "Immediate"),
        Storage("standard-rwo", "pd.csi.storage.gke.io", "pd-balanced", "WaitForFirstConsumer", isDefault: true),
        Storage("premium-rwo", "pd.csi.storage.gke.io", "pd-ssd", "WaitForFirstConsumer"),
        Priority("system-cluster-critical", 2_000_000_000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
        Priority("system-node-critical", 2_000_001_000, "Used for system critical pods that must not be moved from their current node."),
    ];

    private static JsonObject Storage(string name, string provisioner, string disk, string binding, bool isDefault = false)
    {
        var metadata = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["addonmanager.kubernetes.io/mode"] = "EnsureExists" } };
        if (isDefault)
            metadata["annotations"] = new JsonObject { [DefaultClass] = "true" };
        return new()
        {
            ["apiVersion"] = "storage.k8s.io/v1",
            ["kind"] = "StorageClass",
            ["metadata"] = metadata,
            ["provisioner"] = provisioner,
            ["parameters"] = new JsonObject { ["type"] = disk },
            ["reclaimPolicy"] = "Delete",
            ["volumeBindingMode"] = binding,
            ["allowVolumeExpansion"] = true,
        };
    }

    private static JsonObject Priority(string name, int value, string description) => new()
    {
        ["apiVersion"] = "scheduling.k8s.io/v1",
        ["kind"] = "PriorityClass",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["value"] = value,
        ["description"] = description,
    };
}
