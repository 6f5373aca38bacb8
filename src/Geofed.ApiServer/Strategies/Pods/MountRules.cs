using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumeMounts (ValidateVolumeMounts).</summary>
internal static class MountRules
{
    public static void Validate(JsonObject container, IReadOnlyDictionary<string, JsonObject> volumes, FieldErrors errors, string path)
    {
        path += ".volumeMounts";
        var devices = container.Objects("volumeDevices").ToList();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var at = $"{path}[{i++}]";
            var (name, target) = (mount.Str("name") ?? "", mount.Str("mountPath") ?? "");
            if (name.Length == 0)
                errors.Required($"{at}.name");
            if (!volumes.ContainsKey(name))
                errors.NotFound($"{at}.name", name);
            if (target.Length == 0)
                errors.Required($"{at}.mountPath");
            if (!taken.Add(target))
                errors.Invalid($"{at}.mountPath", target, "must be unique");
            if (devices.Any(d => d.Str("name") == name))
                errors.Invalid($"{at}.name", name, "must not already exist in volumeDevices");
            if (devices.Any(d => d.Str("devicePath") == target))
                errors.Invalid($"{at}.mountPath", target, "must not already exist as a path in volumeDevices");
            Options(mount, container, errors, at, path);
        }
    }

    /// <summary>Upstream tells of these at the list, not at its item.</summary>
    private static void Options(JsonObject mount, JsonObject container, FieldErrors errors, string at, string path)
    {
        if (mount.Str("subPath") is { Length: > 0 } sub)
            DescendingPath(sub, errors, $"{path}.subPath");
        if (mount.Str("subPathExpr") is { Length: > 0 } expression)
        {
            if (mount.Str("subPath") is { Length: > 0 })
                errors.Invalid($"{at}.subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
            DescendingPath(expression, errors, $"{path}.subPathExpr");
        }
        if (mount.Str("mountPropagation") is { } propagation)
            Propagation(propagation, container, errors, $"{path}.mountPropagation");
        RecursiveReadOnly(mount, errors, $"{path}.recursiveReadOnly");
    }

    private static void RecursiveReadOnly(JsonObject mount, FieldErrors errors, string path)
    {
        var value = mount.Str("recursiveReadOnly");
        if (value is null or "Disabled")
            return;
        if (value is not ("Enabled" or "IfPossible"))
        {
            errors.NotSupported(path, value, "Disabled", "Enabled", "IfPossible");
            return;
        }
        if (mount.Bool("readOnly") != true)
            errors.Forbidden(path, "may only be specified when readOnly is true");
        if (mount.Str("mountPropagation") is not (null or "None"))
            errors.Forbidden(path, "may only be specified when mountPropagation is None or not specified");
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
