using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumes (pkg/apis/core/validation/validation.go ValidateVolumes, validateVolumeSource).</summary>
internal static class VolumeRules
{
    private const string ModeText = "must be a number between 0 and 0777 (octal), both inclusive";

    /// <summary>Returns the names of the volumes that are well-formed: only these can be mounted.</summary>
    public static HashSet<string> Validate(JsonObject spec, FieldErrors errors, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var volume in spec.Objects("volumes"))
        {
            var at = $"{path}[{i++}]";
            var before = errors.Count;
            Sources(volume, errors, at);
            var name = volume.Str("name") ?? "";
            if (name.Length == 0)
                errors.Required($"{at}.name");
            else
                errors.Each($"{at}.name", name, Names.DnsLabelErrors(name));
            if (names.Contains(name))
                errors.Duplicate($"{at}.name", name);
            if (errors.Count == before)
                names.Add(name);
        }
        return names;
    }

    private static void Sources(JsonObject volume, FieldErrors errors, string path)
    {
        var count = 0;
        foreach (var (kind, value) in volume)
        {
            if (kind == "name" || value is not JsonObject source)
                continue;
            if (count++ > 0)
                errors.Forbidden($"{path}.{kind}", "may not specify more than 1 volume type");
            else
                Source(kind, source, errors, $"{path}.{kind}");
        }
        if (count == 0)
            errors.Required(path, "must specify a volume type");
    }

    /// <summary>One source, of a pod's volume or of a PersistentVolume.</summary>
    public static void Source(string kind, JsonObject source, FieldErrors errors, string path)
    {
        switch (kind)
        {
            case "emptyDir":
                if (Quantity.From(source["sizeLimit"]) is { Sign: < 0 })
                    errors.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity");
                break;
            case "hostPath":
                errors.RequireText(source, "path", path);
                MountRules.NoParents(source.Str("path") ?? "", errors, $"{path}.path");
                if (source.Str("type") is not (null or "" or "DirectoryOrCreate" or "Directory" or "FileOrCreate" or "File" or "Socket" or "CharDevice" or "BlockDevice") and var type)
                    errors.NotSupported($"{path}.type", type, "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
                break;
            case "secret":
                errors.RequireText(source, "secretName", path);
                Mode(source, "defaultMode", errors, path);
                Items(source, errors, path);
                break;
            case "configMap":
                errors.RequireText(source, "name", path);
                Mode(source, "defaultMode", errors, path);
                Items(source, errors, path);
                break;
            case "persistentVolumeClaim":
                errors.RequireText(source, "claimName", path);
                break;
            case "nfs":
                errors.RequireText(source, "server", path);
                errors.RequireText(source, "path", path);
                if (source.Str("path") is { Length: > 0 } absolute && absolute[0] != '/')
                    errors.Invalid($"{path}.path", absolute, "must be an absolute path");
                break;
            case "csi":
                errors.RequireText(source, "driver", path);
                break;
            case "ephemeral":
                if (source.Obj("volumeClaimTemplate") is not { } claim)
                    errors.Required($"{path}.volumeClaimTemplate");
                else
                    Core.ClaimRules.Spec(claim.Obj("spec"), errors, $"{path}.volumeClaimTemplate.spec");
                break;
            case "projected":
                Projected(source, errors, path);
                break;
            case "gcePersistentDisk":
                errors.RequireText(source, "pdName", path);
                break;
        }
    }

    private static void Projected(JsonObject source, FieldErrors errors, string path)
    {
        Mode(source, "defaultMode", errors, path);
        var i = 0;
        foreach (var part in source.Objects("sources"))
        {
            var at = $"{path}.sources[{i++}]";
            foreach (var kind in (string[])["secret", "configMap"])
            {
                if (part.Obj(kind) is not { } named)
                    continue;
                errors.RequireText(named, "name", $"{at}.{kind}");
                Items(named, errors, $"{at}.{kind}");
            }
            if (part.Obj("serviceAccountToken") is not { } token)
                continue;
            if (token.Int("expirationSeconds") is < 600 and var seconds)
                errors.Invalid($"{at}.serviceAccountToken.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
            errors.RequireText(token, "path", $"{at}.serviceAccountToken");
        }
    }

    private static void Items(JsonObject source, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var item in source.Objects("items"))
        {
            var at = $"{path}.items[{i++}]";
            errors.RequireText(item, "key", at);
            errors.RequireText(item, "path", at);
            if (item.Str("path") is { Length: > 0 } target)
            {
                MountRules.DescendingPath(target, errors, $"{at}.path");
                if (target.StartsWith("..", StringComparison.Ordinal))
                    errors.Invalid($"{at}.path", target, "must not start with '..'");
            }
            Mode(item, "mode", errors, at);
        }
    }

    private static void Mode(JsonObject parent, string key, FieldErrors errors, string path)
    {
        if (parent.Int(key) is { } mode and (< 0 or > 511))
            errors.Invalid($"{path}.{key}", mode, ModeText);
    }
}
