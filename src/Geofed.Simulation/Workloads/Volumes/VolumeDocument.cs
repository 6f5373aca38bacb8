using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A disk made for a claim, as the CSI driver of GKE's persistent disks describes it.</summary>
internal static class VolumeDocument
{
    public const string Driver = "pd.csi.storage.gke.io";

    /// <summary>Those whose disks are simulated here; any other's claims wait for it.</summary>
    public static bool IsOurs(string? provisioner) => provisioner is Driver or "kubernetes.io/gce-pd";

    public static JsonObject Of(JsonObject claim, JsonObject storageClass, string? zone)
    {
        var name = "pvc-" + claim.Uid();
        var spec = new JsonObject
        {
            ["capacity"] = new JsonObject { ["storage"] = claim.At("spec", "resources", "requests", "storage").Copy() },
            ["accessModes"] = claim.At("spec", "accessModes").Copy(),
            ["claimRef"] = ClaimReference(claim),
            ["csi"] = new JsonObject { ["driver"] = Driver, ["volumeHandle"] = $"projects/simulated/zones/{zone ?? "any"}/disks/{name}", ["fsType"] = "ext4" },
            ["persistentVolumeReclaimPolicy"] = storageClass.Str("reclaimPolicy") ?? "Delete",
            ["storageClassName"] = storageClass.Name(),
            ["volumeMode"] = claim.Str("spec", "volumeMode") ?? "Filesystem",
        };
        if (zone is not null)
            spec["nodeAffinity"] = new JsonObject { ["required"] = InZone(zone) };
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolume",
            ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = Driver } },
            ["spec"] = spec,
        };
    }

    public static JsonObject ClaimReference(JsonObject claim) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["namespace"] = claim.Namespace(),
        ["name"] = claim.Name(),
        ["uid"] = claim.Uid(),
    };

    private static JsonObject InZone(string zone) => new()
    {
        ["nodeSelectorTerms"] = new JsonArray(new JsonObject
        {
            ["matchExpressions"] = new JsonArray(new JsonObject { ["key"] = "topology.kubernetes.io/zone", ["operator"] = "In", ["values"] = new JsonArray(zone) }),
        }),
    };
}
