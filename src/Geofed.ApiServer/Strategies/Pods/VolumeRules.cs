using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a pod's volumes (pkg/apis/core/validation/validation.go ValidateVolumes, validateVolumeSource).</summary>
internal static class VolumeRules
{
    /// <summary>The order in which upstream looks at them: it decides which of two is one too many.</summary>
    private static readonly string[] Kinds =
    [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs", "flocker", "persistentVolumeClaim", "rbd",
        "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume", "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk",
        "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
    ];

    /// <summary>Returns the volumes that are well-formed, by name: only these can be mounted.</summary>
    public static Dictionary<string, JsonObject> Validate(JsonObject spec, FieldErrors errors, string path, string? podName = null)
    {
        var good = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var claims = spec.Objects("volumes").Where(v => v["ephemeral"] is not null).Select(v => $"{podName}-{v.Str("name")}").ToHashSet();
        var i = 0;
        foreach (var volume in spec.Objects("volumes"))
        {
            var at = $"{path}[{i++}]";
            var before = errors.Count;
            Sources(volume, errors, at, podName);
            var name = volume.Str("name") ?? "";
            if (name.Length == 0)
                errors.Required($"{at}.name");
            else
                errors.Each($"{at}.name", name, Names.DnsLabelErrors(name));
            if (good.ContainsKey(name))
                errors.Duplicate($"{at}.name", name);
            if (errors.Count == before)
                good[name] = volume;
            if (podName is not null && volume.Str("persistentVolumeClaim", "claimName") is { } claim && claims.Contains(claim))
                errors.Invalid($"{at}.persistentVolumeClaim.claimName", claim, "must not reference a PVC that gets created for an ephemeral volume");
        }
        return good;
    }

    private static void Sources(JsonObject volume, FieldErrors errors, string path, string? podName)
    {
        var count = 0;
        foreach (var kind in Kinds)
        {
            if (volume.Obj(kind) is not { } source)
                continue;
            if (count++ > 0)
                errors.Forbidden($"{path}.{VolumeSources.RefusedName(kind)}", "may not specify more than 1 volume type");
            else
                VolumeSources.Validate(kind, source, errors, $"{path}.{VolumeSources.PathName(kind)}", podName is not null);
            OfName(kind, source, volume.Str("name") ?? "", podName, errors, path);
        }
        if (count == 0)
            errors.Required(path, "must specify a volume type");
    }

    /// <summary>What a source asks of its volume's name.</summary>
    private static void OfName(string kind, JsonObject source, string name, string? podName, FieldErrors errors, string path)
    {
        if (kind == "iscsi" && source["initiatorName"] is not null && name.Length + 1 + (source.Str("targetPortal") ?? "").Length > 64)
            errors.Invalid($"{path}.name", name, IscsiRules.TooLongText);
        if (kind != "ephemeral" || string.IsNullOrEmpty(podName) || name.Length == 0)
            return;
        foreach (var wrong in Names.DnsSubdomainErrors($"{podName}-{name}"))
            errors.Invalid($"{path}.name", name, $"PVC name {FieldErrors.Quote($"{podName}-{name}")}: {wrong}");
    }
}
