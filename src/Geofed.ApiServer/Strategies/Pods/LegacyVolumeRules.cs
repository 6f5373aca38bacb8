using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumes of storage systems that were once built in.</summary>
internal static class LegacyVolumeRules
{
    public static void Validate(string kind, JsonObject source, FieldErrors errors, string path)
    {
        switch (kind)
        {
            case "rbd":
                NeedList(source, "monitors", errors, path);
                errors.RequireText(source, "image", path);
                break;
            case "cephfs":
                NeedList(source, "monitors", errors, path);
                break;
            case "fc":
                FibreChannel(source, errors, path);
                break;
            case "flocker":
                Flocker(source, errors, path);
                break;
            case "quobyte":
                Quobyte(source, errors, path);
                break;
            case "azureDisk":
                AzureDisk(source, errors, path);
                break;
            case "storageos":
                Label(source, "volumeName", errors, path, isRequired: true);
                Label(source, "volumeNamespace", errors, path, isRequired: false);
                SecretName(source, errors, path);
                break;
            case "flexVolume":
                foreach (var key in (source.Obj("options") ?? []).Select(p => p.Key).Order(StringComparer.Ordinal))
                {
                    var domain = "." + key.Split('/', 2)[0].ToLowerInvariant();
                    if (domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal))
                        errors.Invalid($"{path}.options[{key}]", key, "kubernetes.io and k8s.io namespaces are reserved");
                }
                break;
        }
    }

    public static void SecretName(JsonObject source, FieldErrors errors, string path)
    {
        if (source.Obj("secretRef") is { } secret)
            errors.RequireText(secret, "name", $"{path}.secretRef");
    }

    private static void NeedList(JsonObject source, string key, FieldErrors errors, string path)
    {
        if (source.Arr(key) is null or { Count: 0 })
            errors.Required($"{path}.{key}");
    }

    private static void Label(JsonObject source, string key, FieldErrors errors, string path, bool isRequired)
    {
        if (source.Str(key) is { Length: > 0 } name)
            errors.Each($"{path}.{key}", name, Names.DnsLabelErrors(name));
        else if (isRequired)
            errors.Required($"{path}.{key}");
    }

    private static void FibreChannel(JsonObject source, FieldErrors errors, string path)
    {
        var (names, ids) = (source.Arr("targetWWNs") is { Count: > 0 }, source.Arr("wwids") is { Count: > 0 });
        if (!names && !ids)
            errors.Required($"{path}.targetWWNs", "must specify either targetWWNs or wwids, but not both");
        if (names && ids)
            errors.Invalid($"{path}.targetWWNs", source["targetWWNs"].Copy(), "targetWWNs and wwids can not be specified simultaneously");
        if (!names)
            return;
        if (source.Int("lun") is { } lun)
            errors.InRange($"{path}.lun", lun, 0, 255);
        else
            errors.Required($"{path}.lun", "lun is required if targetWWNs is specified");
    }

    private static void Flocker(JsonObject source, FieldErrors errors, string path)
    {
        var (name, id) = (source.Str("datasetName") ?? "", source.Str("datasetUUID") ?? "");
        if (name.Length == 0 && id.Length == 0)
            errors.Required(path, "one of datasetName and datasetUUID is required");
        if (name.Length > 0 && id.Length > 0)
            errors.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        if (name.Contains('/', StringComparison.Ordinal))
            errors.Invalid($"{path}.datasetName", name, "must not contain '/'");
    }

    private static void Quobyte(JsonObject source, FieldErrors errors, string path)
    {
        const string pair = "must be a host:port pair or multiple pairs separated by commas";
        var registry = source.Str("registry") ?? "";
        if (registry.Length == 0)
            errors.Required($"{path}.registry", pair);
        else if ((source.Str("tenant") ?? "").Length >= 65)
            errors.Required($"{path}.tenant", "must be a UUID and may not exceed a length of 64 characters");
        else
        {
            foreach (var _ in registry.Split(',').Where(p => p.Count(c => c == ':') != 1))
                errors.Invalid($"{path}.registry", registry, pair);
        }
        errors.RequireText(source, "volume", path);
    }

    private static void AzureDisk(JsonObject source, FieldErrors errors, string path)
    {
        errors.RequireText(source, "diskName", path);
        errors.RequireText(source, "diskURI", path);
        errors.OneOfIfSet(source, "cachingMode", path, "None", "ReadOnly", "ReadWrite");
        errors.OneOfIfSet(source, "kind", path, "Dedicated", "Managed", "Shared");
        var (kind, uri) = (source.Str("kind"), source.Str("diskURI") ?? "");
        if (kind == "Managed" && !uri.StartsWith("/subscriptions/", StringComparison.Ordinal))
            errors.NotSupported($"{path}.diskURI", uri, "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
        if (kind is not (null or "Managed") && !uri.StartsWith("https://", StringComparison.Ordinal))
            errors.NotSupported($"{path}.diskURI", uri, "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
    }
}
