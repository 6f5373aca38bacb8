using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Core;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for one source of a volume that a pod or a PersistentVolume names (validateHostPathVolumeSource and its neighbours).</summary>
internal static class VolumeSources
{
    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    /// <summary>Fields that must be there, where that is all there is to say.</summary>
    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.Ordinal)
    {
        ["awsElasticBlockStore"] = ["volumeID"],
        ["azureFile"] = ["secretName", "shareName"],
        ["cinder"] = ["volumeID"],
        ["flexVolume"] = ["driver"],
        ["gcePersistentDisk"] = ["pdName"],
        ["gitRepo"] = ["repository"],
        ["glusterfs"] = ["endpoints", "path"],
        ["nfs"] = ["server", "path"],
        ["persistentVolumeClaim"] = ["claimName"],
        ["photonPersistentDisk"] = ["pdID"],
        ["portworxVolume"] = ["volumeID"],
        ["scaleIO"] = ["gateway", "system", "volumeName"],
        ["vsphereVolume"] = ["volumePath"],
    };

    /// <summary>What upstream calls a source in the path of what is wrong with it.</summary>
    public static string PathName(string kind) => kind == "gcePersistentDisk" ? "persistentDisk" : kind;

    /// <summary>What upstream calls a source that is one too many.</summary>
    public static string RefusedName(string kind) => kind switch { "cephfs" => "cephFS", "downwardAPI" => "downwarAPI", _ => kind };

    public static void Validate(string kind, JsonObject source, FieldErrors errors, string path, bool isPod)
    {
        foreach (var key in Needs.GetValueOrDefault(kind, []))
            errors.RequireText(source, key, path);
        switch (kind)
        {
            case "emptyDir":
                if (Quantity.From(source["sizeLimit"]) is { Sign: < 0 })
                    errors.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity");
                break;
            case "hostPath":
                HostPath(source, errors, path);
                break;
            case "gitRepo":
                MountRules.DescendingPath(source.Str("directory") ?? "", errors, $"{path}.directory");
                break;
            case "gcePersistentDisk" or "awsElasticBlockStore":
                if (source.Int("partition") is { } partition and (< 0 or > 255))
                    errors.Invalid($"{path}.partition", partition, "must be between 1 and 255, inclusive");
                break;
            case "nfs":
                if (source.Str("path")?.StartsWith('/') != true)
                    errors.Invalid($"{path}.path", source.Str("path") ?? "", "must be an absolute path");
                break;
            case "secret":
                errors.RequireText(source, "secretName", path);
                FileRules.ModeAndItems(source, errors, path);
                break;
            case "configMap":
                errors.RequireText(source, "name", path);
                FileRules.ModeAndItems(source, errors, path);
                break;
            case "downwardAPI":
                FileRules.Mode(source, "defaultMode", errors, path);
                foreach (var file in source.Objects("items"))
                    FileRules.Downward(file, errors, path);
                break;
            case "projected":
                ProjectedRules.Validate(source, errors, path);
                break;
            case "csi":
                CsiRules.OfPod(source, errors, path);
                break;
            case "ephemeral":
                Ephemeral(source, errors, path);
                break;
            case "image":
                if (isPod)
                    errors.RequireText(source, "reference", path);
                errors.OneOf(source, "pullPolicy", path, "Always", "IfNotPresent", "Never");
                break;
            case "iscsi":
                IscsiRules.Validate(source, errors, path, "must be valid format starting with iqn, eui, or naa");
                break;
            case "cinder":
                LegacyVolumeRules.SecretName(source, errors, path);
                break;
            default:
                LegacyVolumeRules.Validate(kind, source, errors, path);
                break;
        }
    }

    private static void HostPath(JsonObject source, FieldErrors errors, string path)
    {
        errors.RequireText(source, "path", path);
        if (source.Str("path") is not { Length: > 0 } target)
            return;
        MountRules.NoParents(target, errors, $"{path}.path");
        errors.OneOfIfSet(source, "type", path, HostPathTypes);
    }

    private static void Ephemeral(JsonObject source, FieldErrors errors, string path)
    {
        path += ".volumeClaimTemplate";
        if (source.Obj("volumeClaimTemplate") is not { } claim)
        {
            errors.Required(path);
            return;
        }
        ObjectMetaRules.ValidateAnnotations(claim.At("metadata", "annotations"), errors, $"{path}.metadata.annotations");
        ObjectMetaRules.ValidateLabels(claim.At("metadata", "labels"), errors, $"{path}.metadata.labels");
        foreach (var field in (string[])["name", "generateName", "namespace", "uid", "resourceVersion", "ownerReferences", "finalizers"])
        {
            if (claim.At("metadata", field) is not null)
                errors.Forbidden($"{path}.metadata.{field}", "cannot be set");
        }
        ClaimRules.Spec(claim.Obj("spec"), errors, $"{path}.spec");
    }
}
