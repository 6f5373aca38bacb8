using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Simulation.Nodes;

/// <summary>A node as GKE's machines register it, with marks by which everybody sees that there is no machine.</summary>
internal static class NodeDocument
{
    /// <summary>Label and annotation of everything that only plays a machine.</summary>
    public const string Simulated = "geofed.io/simulated";

    public static JsonObject Of(PlannedNode node, SimulationOptions options, NodeAddresses addresses) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject
        {
            ["name"] = node.Name,
            ["labels"] = Labels(node, options),
            ["annotations"] = new JsonObject { [Simulated] = "true", ["node.alpha.kubernetes.io/ttl"] = "0" },
        },
        ["spec"] = new JsonObject
        {
            ["podCIDR"] = addresses.PodRange,
            ["podCIDRs"] = new JsonArray(addresses.PodRange),
            ["providerID"] = $"simulated://{options.Cluster}/{node.Zone}/{node.Name}",
            ["taints"] = Taints(node.Pool),
        },
        ["status"] = Status(node, options, addresses),
    };

    public static JsonObject Labels(PlannedNode node, SimulationOptions options)
    {
        var machine = node.Pool.Machine;
        var labels = new JsonObject
        {
            [Simulated] = "true",
            ["beta.kubernetes.io/arch"] = machine.Architecture,
            ["beta.kubernetes.io/instance-type"] = machine.Name,
            ["beta.kubernetes.io/os"] = "linux",
            ["cloud.google.com/gke-boot-disk"] = "pd-balanced",
            ["cloud.google.com/gke-container-runtime"] = "containerd",
            ["cloud.google.com/gke-cpu-scaling-level"] = machine.Cpus.ToString(CultureInfo.InvariantCulture),
            ["cloud.google.com/gke-max-pods-per-node"] = "110",
            ["cloud.google.com/gke-memory-gb-scaling-level"] = Math.Ceiling(machine.Gigabytes).ToString(CultureInfo.InvariantCulture),
            ["cloud.google.com/gke-nodepool"] = node.Pool.Name,
            ["cloud.google.com/gke-os-distribution"] = "cos",
            ["cloud.google.com/gke-provisioning"] = node.Pool.Spot ? "spot" : "standard",
            ["cloud.google.com/machine-family"] = machine.Family,
            ["failure-domain.beta.kubernetes.io/region"] = options.Region,
            ["failure-domain.beta.kubernetes.io/zone"] = node.Zone,
            ["kubernetes.io/arch"] = machine.Architecture,
            ["kubernetes.io/hostname"] = node.Name,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = machine.Name,
            ["topology.kubernetes.io/region"] = options.Region,
            ["topology.kubernetes.io/zone"] = node.Zone,
        };
        if (node.Pool.Gpus is { } gpus)
        {
            labels["cloud.google.com/gke-accelerator"] = gpus.Accelerator;
            labels["cloud.google.com/gke-accelerator-count"] = gpus.Count.ToString(CultureInfo.InvariantCulture);
            labels["cloud.google.com/gke-gpu"] = "true";
        }
        if (node.Pool.Spot)
            labels["cloud.google.com/gke-spot"] = "true";
        foreach (var (key, value) in node.Pool.Labels)
            labels[key] = value;
        return labels;
    }

    public static JsonObject Status(PlannedNode node, SimulationOptions options, NodeAddresses addresses)
    {
        var machine = node.Pool.Machine;
        var now = options.Time.GetUtcNow();
        return new()
        {
            ["capacity"] = GcpNodeResources.Capacity(machine, node.Pool.Gpus),
            ["allocatable"] = GcpNodeResources.Allocatable(machine, node.Pool.Gpus),
            ["conditions"] = new JsonArray(
                Condition("NetworkUnavailable", "False", "RouteCreated", "NodeController create implicit route", now),
                Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now),
                Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now),
                Condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now),
                Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", now)),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = addresses.InternalIP },
                new JsonObject { ["type"] = "Hostname", ["address"] = node.Name }),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
            ["nodeInfo"] = new JsonObject
            {
                ["architecture"] = machine.Architecture,
                ["bootID"] = "simulated",
                ["containerRuntimeVersion"] = "simulated://1.0",
                ["kernelVersion"] = "simulated",
                ["kubeProxyVersion"] = options.KubernetesVersion,
                ["kubeletVersion"] = options.KubernetesVersion,
                ["machineID"] = "simulated",
                ["operatingSystem"] = "linux",
                ["osImage"] = "Simulated",
                ["systemUUID"] = "simulated",
            },
        };
    }

    /// <summary>GKE keeps pods that want no GPU from machines that have some; it taints spot machines only when it is asked to.</summary>
    private static JsonArray Taints(NodePool pool)
    {
        var taints = new JsonArray([.. pool.Taints.Select(taint => taint.Copy())]);
        if (pool.Gpus is not null && !pool.Taints.Any(taint => taint.Str("key") == "nvidia.com/gpu"))
            taints.Add((JsonNode)new JsonObject { ["key"] = "nvidia.com/gpu", ["value"] = "present", ["effect"] = "NoSchedule" });
        return taints;
    }

    private static JsonObject Condition(string type, string status, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["reason"] = reason,
        ["message"] = message,
        ["lastHeartbeatTime"] = KubeTime.Format(now),
        ["lastTransitionTime"] = KubeTime.Format(now),
    };
}
