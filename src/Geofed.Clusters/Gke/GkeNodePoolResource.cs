using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Clusters.Gke;

/// <summary>A node pool, in a program.</summary>
internal static class GkeNodePoolResource
{
    private const string GpuTaint = "nvidia.com/gpu";

    public static void Add(ProgramBuilder program, GkeClusterSpec spec, GkeNodePool pool, ResourceReference cluster, GkeNodeIdentity nodes)
    {
        var zones = pool.Zones.Count > 0 ? pool.Zones : spec.NodeZones;
        var properties = new JsonObject { ["name"] = pool.Name, ["cluster"] = cluster["id"] };
        foreach (var (key, value) in pool.Autoscaled ? Scaled(pool, zones) : Fixed(pool, zones))
            properties[key] = value?.DeepClone();
        properties["management"] = new JsonObject { ["autoRepair"] = true, ["autoUpgrade"] = true };
        // There may be no GPU more to be had while one is replaced.
        properties["upgradeSettings"] = new JsonObject { ["strategy"] = "SURGE", ["maxSurge"] = pool.Gpus is null ? 1 : 0, ["maxUnavailable"] = pool.Gpus is null ? 0 : 1 };
        properties["nodeConfig"] = NodeConfig(spec, pool, nodes);
        program.Add($"pool-{pool.Name}", "gcp:container/nodePool:NodePool", properties, new()
        {
            // With how many it began must not replace it, and how many there are now is the autoscaler's affair.
            IgnoreChanges = pool.Autoscaled ? ["initialNodeCount", "nodeCount"] : ["initialNodeCount"],
            Timeouts = new(45, 60, 45),
        });
    }

    private static JsonObject Fixed(GkeNodePool pool, IReadOnlyList<string> zones)
    {
        var (used, inEach) = pool.Spread(zones);
        return new() { ["nodeLocations"] = ProgramText.List(used), ["nodeCount"] = inEach };
    }

    /// <summary>GPUs are taken from whichever zone has some.</summary>
    private static JsonObject Scaled(GkeNodePool pool, IReadOnlyList<string> zones)
    {
        var (used, inEach) = pool.Begin(zones);
        return new()
        {
            ["nodeLocations"] = ProgramText.List(used),
            ["initialNodeCount"] = inEach,
            ["autoscaling"] = new JsonObject
            {
                ["totalMinNodeCount"] = pool.MinCount ?? 0,
                ["totalMaxNodeCount"] = pool.MaxCount ?? pool.Nodes.Count,
                ["locationPolicy"] = pool.Gpus is null && !pool.Nodes.Spot ? "BALANCED" : "ANY",
            },
        };
    }

    private static JsonObject NodeConfig(GkeClusterSpec spec, GkeNodePool pool, GkeNodeIdentity nodes) => new()
    {
        ["machineType"] = pool.Nodes.MachineType,
        ["spot"] = pool.Nodes.Spot ? true : null,
        ["diskType"] = pool.EffectiveDiskType,
        ["diskSizeGb"] = pool.DiskGigabytes,
        ["imageType"] = "COS_CONTAINERD",
        ["serviceAccount"] = nodes.Account,
        ["oauthScopes"] = ProgramText.List(nodes.Scopes),
        ["guestAccelerators"] = pool.Gpus is { } gpus ? new JsonArray(Accelerator(gpus, pool.Driver)) : null,
        ["gvnic"] = pool.Gpus is null ? null : new JsonObject { ["enabled"] = true },
        // Images of models are large: their containers start while they are still being read, which takes the rights of the nodes' own account.
        ["gcfsConfig"] = pool.Gpus is null || !spec.HasNodeAccount ? null : new JsonObject { ["enabled"] = true },
        // Pods are who their Kubernetes service account is, or in a simple cluster who their node is.
        ["workloadMetadataConfig"] = new JsonObject { ["mode"] = spec.HasNodeAccount ? "GKE_METADATA" : "GCE_METADATA" },
        // Drivers that are installed by other means may not be signed.
        ["shieldedInstanceConfig"] = new JsonObject { ["enableSecureBoot"] = pool.Gpus is null, ["enableIntegrityMonitoring"] = true },
        ["labels"] = ProgramText.Map(GkeLabels.Nodes(spec, pool)),
        ["taints"] = Taints(pool) is { Count: > 0 } taints ? taints : null,
        ["resourceLabels"] = ProgramText.Map(GkeLabels.Costs(spec, pool)),
    };

    private static JsonObject Accelerator(GcpGpus gpus, GpuDriver driver) => new()
    {
        ["type"] = gpus.Accelerator,
        ["count"] = gpus.Count,
        ["gpuDriverInstallationConfig"] = new JsonObject
        {
            ["gpuDriverVersion"] = driver switch { GpuDriver.Latest => "LATEST", GpuDriver.None => "INSTALLATION_DISABLED", _ => "DEFAULT" },
        },
    };

    /// <summary>GKE itself keeps pods that want no GPU from such nodes; said here, the program and what it makes do not differ.</summary>
    private static JsonArray Taints(GkeNodePool pool)
    {
        var taints = pool.Nodes.Taints.Select(TaintText.Parse).ToList();
        if (pool.Gpus is not null && !taints.Any(taint => taint.Str("key") == GpuTaint))
            taints.Add(TaintText.Parse(GpuTaint + "=present:NoSchedule"));
        return new([.. taints.Select(taint => new JsonObject
        {
            ["key"] = taint.Str("key"),
            ["value"] = taint.Str("value") ?? "",
            ["effect"] = taint.Str("effect") switch { "NoExecute" => "NO_EXECUTE", "PreferNoSchedule" => "PREFER_NO_SCHEDULE", _ => "NO_SCHEDULE" },
        })]);
    }
}
