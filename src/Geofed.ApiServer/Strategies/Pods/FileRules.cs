using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The files that a volume is made of (validateKeyToPath, validateDownwardAPIVolumeFile).</summary>
internal static class FileRules
{
    private const string ModeText = "must be a number between 0 and 0777 (octal), both inclusive";

    public static void ModeAndItems(JsonObject source, FieldErrors errors, string path)
    {
        Mode(source, "defaultMode", errors, path);
        Items(source, errors, path);
    }

    public static void Items(JsonObject source, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var item in source.Objects("items"))
            Item(item, errors, $"{path}.items[{i++}]");
    }

    public static void Item(JsonObject item, FieldErrors errors, string path)
    {
        errors.RequireText(item, "key", path);
        errors.RequireText(item, "path", path);
        LocalPath(item.Str("path") ?? "", errors, $"{path}.path");
        Mode(item, "mode", errors, path);
    }

    /// <summary>A file with a field of the pod. Upstream tells of it at the path of the volume.</summary>
    public static void Downward(JsonObject file, FieldErrors errors, string path)
    {
        errors.RequireText(file, "path", path);
        LocalPath(file.Str("path") ?? "", errors, $"{path}.path");
        if (file.Obj("fieldRef") is { } field)
        {
            DownwardRules.VolumeField(field, errors, $"{path}.fieldRef");
            if (file["resourceFieldRef"] is not null)
                errors.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
        else if (file.Obj("resourceFieldRef") is { } resource)
            DownwardRules.ResourceField(resource, errors, $"{path}.resourceFieldRef", needsContainer: true);
        else
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        Mode(file, "mode", errors, path);
    }

    /// <summary>A path below the volume that does not look like one of the kubelet's own (ValidateLocalNonReservedPath).</summary>
    public static void LocalPath(string target, FieldErrors errors, string path)
    {
        MountRules.DescendingPath(target, errors, path);
        if (target.StartsWith("..", StringComparison.Ordinal) && !target.StartsWith("../", StringComparison.Ordinal))
            errors.Invalid(path, target, "must not start with '..'");
    }

    public static void Mode(JsonObject parent, string key, FieldErrors errors, string path)
    {
        if (parent.Int(key) is { } mode and (< 0 or > 511))
            errors.Invalid($"{path}.{key}", mode, ModeText);
    }
}
