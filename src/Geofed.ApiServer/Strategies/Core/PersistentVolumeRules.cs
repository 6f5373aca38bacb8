using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for a PersistentVolume's spec (pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec).</summary>
internal static class PersistentVolumeRules
{
    /// <summary>The sources, in the order in which upstream looks at them.</summary>
    public static readonly string[] Kinds =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte", "cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile",
        "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi",
    ];

    public static void Validate(JsonObject spec, string name, FieldErrors errors)
    {
        var modes = spec.Strings("accessModes").ToList();
        if (modes.Count == 0)
            errors.Required("spec.accessModes");
        ClaimRules.Modes(modes, errors, "spec.accessModes");
        Capacity(spec, errors);
        if (!string.IsNullOrEmpty(spec.Str("persistentVolumeReclaimPolicy")))
            errors.OneOfIfSet(spec, "persistentVolumeReclaimPolicy", "spec", "Delete", "Recycle", "Retain");
        if (spec.Obj("nodeAffinity") is { } affinity)
        {
            if (affinity.Obj("required") is { } required)
                AffinityRules.NodeSelector(required, errors, "spec.nodeAffinity.required");
            else
                errors.Required("spec.nodeAffinity.required", "must specify required node constraints");
        }
        Sources(spec, name, errors);
        if (spec.Str("hostPath", "path")?.TrimEnd('/') == "" && spec.Str("persistentVolumeReclaimPolicy") == "Recycle" && spec.Str("hostPath", "path") is { Length: > 0 })
            errors.Forbidden("spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'");
        if (spec.Str("storageClassName") is { Length: > 0 } className)
            errors.Each("spec.storageClassName", className, Names.DnsSubdomainErrors(className));
        ClaimRules.Mode(spec, errors, "spec");
        if (spec.Str("volumeAttributesClassName") is not { } attributes)
            return;
        if (attributes.Length == 0)
            errors.Required("spec.volumeAttributesClassName", "an empty string is disallowed");
        else
            errors.Each("spec.volumeAttributesClassName", attributes, Names.DnsSubdomainErrors(attributes));
        if (spec["csi"] is null)
            errors.Required("spec.csi", "has to be specified when using volumeAttributesClassName");
    }

    private static void Capacity(JsonObject spec, FieldErrors errors)
    {
        var capacity = ResourceRules.Amounts(spec, "capacity");
        if (capacity.Count == 0)
            errors.Required("spec.capacity");
        if (!capacity.ContainsKey("storage") || capacity.Count > 1)
            errors.NotSupported("spec.capacity", spec["capacity"].Copy(), "storage");
        foreach (var (name, amount) in capacity)
        {
            if (amount.Units < 0)
                errors.Invalid($"spec.capacity[{name}]", amount.Units, "must be a valid resource quantity");
            if (amount.Sign <= 0)
                errors.Invalid($"spec.capacity[{name}]", amount.ToString(), "must be greater than zero");
        }
    }

    private static void Sources(JsonObject spec, string name, FieldErrors errors)
    {
        var count = 0;
        foreach (var kind in Kinds)
        {
            if (spec.Obj(kind) is not { } source)
                continue;
            // Upstream forgot to count before this one.
            if (count++ > 0 && kind != "flexVolume")
                errors.Forbidden($"spec.{VolumeSources.RefusedName(kind)}", "may not specify more than 1 volume type");
            else
                Source(kind, source, spec, name, errors, $"spec.{VolumeSources.PathName(kind)}");
        }
        if (count == 0)
            errors.Required("spec", "must specify a volume type");
    }

    private static void Source(string kind, JsonObject source, JsonObject spec, string name, FieldErrors errors, string path)
    {
        switch (kind)
        {
            case "csi":
                CsiRules.OfPersistentVolume(source, errors, path);
                return;
            case "local":
                errors.RequireText(source, "path", path);
                MountRules.NoParents(source.Str("path") ?? "", errors, $"{path}.path");
                if (spec["nodeAffinity"] is null)
                    errors.Required("spec.nodeAffinity", "Local volume requires node affinity");
                return;
            case "iscsi":
                if (source["initiatorName"] is not null && name.Length + 1 + (source.Str("targetPortal") ?? "").Length > 64)
                    errors.Invalid($"{path}.targetportal", source.Str("targetPortal") ?? "", IscsiRules.TooLongText);
                IscsiRules.Validate(source, errors, path, "must be valid format");
                LegacyVolumeRules.SecretName(source, errors, path);
                return;
        }
        VolumeSources.Validate(kind, source, errors, path, isPod: false);
        if (kind is "cinder" or "storageos" && source.Obj("secretRef") is { } secret)
            errors.RequireText(secret, "namespace", $"{path}.secretRef");
        if (kind == "azureFile" && source.Str("secretNamespace") == "")
            errors.Required($"{path}.secretNamespace");
        if (kind == "glusterfs" && source.Str("endpointsNamespace") is { } ns)
            errors.Each($"{path}.endpointsNamespace", ns, ns.Length == 0 ? ["if the endpointnamespace is set, it must be a valid namespace name"] : Names.DnsLabelErrors(ns));
    }
}
