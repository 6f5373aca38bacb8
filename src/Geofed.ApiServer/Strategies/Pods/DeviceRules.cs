using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumeDevices, volumes without a file system (ValidateVolumeDevices).</summary>
internal static class DeviceRules
{
    public static void Validate(JsonObject container, IReadOnlyDictionary<string, JsonObject> volumes, FieldErrors errors, string path)
    {
        var mounts = container.Objects("volumeMounts").ToList();
        var (names, paths) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var i = 0;
        foreach (var device in container.Objects("volumeDevices"))
        {
            var at = $"{path}.volumeDevices[{i++}]";
            var (name, target) = (device.Str("name") ?? "", device.Str("devicePath") ?? "");
            if (name.Length == 0)
                errors.Required($"{at}.name");
            if (names.Contains(name))
                errors.Invalid($"{at}.name", name, "must be unique");
            if (!volumes.TryGetValue(name, out var volume))
                errors.NotFound($"{at}.name", name);
            else if (volume["persistentVolumeClaim"] is null && volume["ephemeral"] is null)
                errors.Invalid($"{at}.name", name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            if (target.Length == 0)
                errors.Required($"{at}.devicePath");
            if (paths.Contains(target))
                errors.Invalid($"{at}.devicePath", target, "must be unique");
            if (target.Split('/').Contains(".."))
                errors.Invalid($"{at}.devicePath", target, "can not contain backsteps ('..')");
            else
                paths.Add(target);
            if (mounts.Exists(m => m.Str("name") == name))
                errors.Invalid($"{at}.name", name, "must not already exist in volumeMounts");
            if (mounts.Exists(m => m.Str("mountPath") == target))
                errors.Invalid($"{at}.devicePath", target, "must not already exist as a path in volumeMounts");
            if (name.Length > 0)
                names.Add(name);
        }
    }
}
