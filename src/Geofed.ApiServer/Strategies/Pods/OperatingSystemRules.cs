using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What a pod may not ask for on the operating system that it names (validateOS, validateLinux, validateWindows).</summary>
internal static class OperatingSystemRules
{
    private static readonly string[] NotOnWindows =
    [
        "securityContext.appArmorProfile", "securityContext.seLinuxOptions", "hostUsers", "hostPID", "hostIPC", "securityContext.seccompProfile", "securityContext.fsGroup",
        "securityContext.fsGroupChangePolicy", "securityContext.sysctls", "shareProcessNamespace", "securityContext.runAsUser", "securityContext.runAsGroup",
        "securityContext.supplementalGroups", "securityContext.supplementalGroupsPolicy", "securityContext.seLinuxChangePolicy",
    ];

    private static readonly string[] NotInWindowsContainers =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
    ];

    public static void Validate(JsonObject spec, FieldErrors errors, string path)
    {
        if (spec.Obj("os") is not { } os)
            return;
        switch (os.Str("name") ?? "")
        {
            case "":
                errors.Required($"{path}.os.name", "cannot be empty");
                break;
            case "linux":
                Linux(spec, errors, path);
                break;
            case "windows":
                Windows(spec, errors, path);
                break;
            case var other:
                errors.NotSupported($"{path}.os", other, "linux", "windows");
                break;
        }
    }

    private static void Linux(JsonObject spec, FieldErrors errors, string path)
    {
        foreach (var (part, at) in PodScope.Containers(spec, path).Prepend((spec, path)))
        {
            if (part.At("securityContext", "windowsOptions") is not null)
                errors.Forbidden($"{at}.securityContext.windowsOptions", "windows options cannot be set for a linux pod");
        }
    }

    private static void Windows(JsonObject spec, FieldErrors errors, string path)
    {
        foreach (var field in NotOnWindows)
        {
            // false and an empty list are as good as nothing where Go has no pointer.
            if (spec.At(field.Split('.')) is { } value && !(field is "hostPID" or "hostIPC" && value.Bool() == false) && value is not JsonArray { Count: 0 })
                errors.Forbidden($"{path}.{field}", "cannot be set for a windows pod");
        }
        foreach (var (container, at) in PodScope.Containers(spec, path))
        {
            foreach (var field in NotInWindowsContainers.Where(f => container.At("securityContext", f) is not null))
                errors.Forbidden($"{at}.securityContext.{field}", "cannot be set for a windows pod");
        }
    }
}
