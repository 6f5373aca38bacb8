using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumeMounts and volumeDevices (ValidateVolumeMounts, ValidateVolumeDevices).</summary>
internal static class MountRules
{
    public static void Validate(JsonObject container, HashSet<string> volumes, FieldErrors errors, string path)
    {
        var devices = container.Objects("volumeDevices").ToList();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var at = $"{path}.volumeMounts[{i++}]";
            var (name, target) = (mount.Str("name") ?? "", mount.Str("mountPath") ?? "");
            if (name.Length == 0)
                errors.Required($"{at}.name");
            if (!volumes.Contains(name))
                errors.NotFound($"{at}.name", name);
            if (target.Length == 0)
                errors.Required($"{at}.mountPath");
            if (!taken.Add(target))
                errors.Invalid($"{at}.mountPath", target, "must be unique");
            if (devices.Any(d => d.Str("name") == name))
                errors.Invalid($"{at}.name", name, "must not already exist in volumeDevices");
            if (devices.Any(d => d.Str("devicePath") == target))
                errors.Invalid($"{at}.mountPath", target, "must not already exist as a path in volumeDevices");
            foreach (var key in (string[])["subPath", "subPathExpr"])
            {
                if (mount.Str(key) is { Length: > 0 } sub)
                    DescendingPath(sub, errors, $"{at}.{key}");
            }
            if (mount.Str("subPath") is { Length: > 0 } && mount.Str("subPathExpr") is { Length: > 0 } expression)
                errors.Invalid($"{at}.subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
            if (mount.Str("mountPropagation") is { } propagation)
                Propagation(propagation, container, errors, $"{at}.mountPropagation");
        }
        i = 0;
        foreach (var device in devices)
        {
            var at = $"{path}.volumeDevices[{i++}]";
            errors.RequireText(device, "name", at);
            errors.RequireText(device, "devicePath", at);
            if (device.Str("name") is { Length: > 0 } name && !volumes.Contains(name))
                errors.NotFound($"{at}.name", name);
        }
    }

    /// <summary>A path that stays below where it starts.</summary>
    public static void DescendingPath(string target, FieldErrors errors, string path)
    {
        if (target.StartsWith('/'))
            errors.Invalid(path, target, "must be a relative path");
        NoParents(target, errors, path);
    }

    public static void NoParents(string target, FieldErrors errors, string path)
    {
        if (target.Split('/').Contains(".."))
            errors.Invalid(path, target, "must not contain '..'");
    }

    private static void Propagation(string value, JsonObject container, FieldErrors errors, string path)
    {
        if (value is not ("Bidirectional" or "HostToContainer" or "None"))
            errors.NotSupported(path, value, "Bidirectional", "HostToContainer", "None");
        else if (value == "Bidirectional" && container.Bool("securityContext", "privileged") != true)
            errors.Forbidden(path, "Bidirectional mount propagation is available only to privileged containers");
    }
}
