using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for security contexts (validatePodSpecSecurityContext, ValidateSecurityContext).</summary>
internal static class SecurityContextRules
{
    public static void OfPod(JsonObject spec, FieldErrors errors, string path)
    {
        var context = spec.Obj("securityContext");
        foreach (var key in (string[])["fsGroup", "runAsUser", "runAsGroup"])
            errors.InRange($"{path}.{key}", context.Int(key), 0, int.MaxValue);
        var i = 0;
        foreach (var group in context.Arr("supplementalGroups") ?? [])
            errors.InRange($"{path}.supplementalGroups[{i++}]", group.Int(), 0, int.MaxValue);
        if (spec.Bool("shareProcessNamespace") == true && spec.Bool("hostPID") == true)
            errors.Invalid($"{path}.shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        SysctlRules.Validate(spec, errors, $"{path}.sysctls");
        errors.OneOfIfSet(context, "fsGroupChangePolicy", path, "Always", "OnRootMismatch");
        ProfileRules.Seccomp(context.Obj("seccompProfile"), errors, $"{path}.seccompProfile");
        WindowsRules.Options(context.Obj("windowsOptions"), errors, $"{path}.windowsOptions");
        ProfileRules.AppArmor(context.Obj("appArmorProfile"), errors, $"{path}.appArmorProfile");
        errors.OneOfIfSet(context, "supplementalGroupsPolicy", path, "Merge", "Strict");
        errors.OneOfIfSet(context, "seLinuxChangePolicy", path, "MountOption", "Recursive");
    }

    public static void OfContainer(JsonObject? context, bool hostUsers, FieldErrors errors, string path)
    {
        errors.InRange($"{path}.runAsUser", context.Int("runAsUser"), 0, int.MaxValue);
        errors.InRange($"{path}.runAsGroup", context.Int("runAsGroup"), 0, int.MaxValue);
        errors.OneOfIfSet(context, "procMount", path, "Default", "Unmasked");
        if (hostUsers && context.Str("procMount") == "Unmasked")
            errors.Invalid($"{path}.procMount", "Unmasked", "`hostUsers` must be false to use `Unmasked`");
        ProfileRules.Seccomp(context.Obj("seccompProfile"), errors, $"{path}.seccompProfile");
        if (context.Bool("allowPrivilegeEscalation") == false)
        {
            if (context.Bool("privileged") == true)
                errors.Invalid(path, GoContext(context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
            if (context.Strings("capabilities", "add").Contains("CAP_SYS_ADMIN"))
                errors.Invalid(path, GoContext(context), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
        WindowsRules.Options(context.Obj("windowsOptions"), errors, $"{path}.windowsOptions");
        ProfileRules.AppArmor(context.Obj("appArmorProfile"), errors, $"{path}.appArmorProfile");
    }

    private static JsonObject GoContext(JsonObject? context)
    {
        var shown = GoText.Struct(context, ("Capabilities", "capabilities"), ("Privileged", "privileged"), ("SELinuxOptions", "seLinuxOptions"), ("WindowsOptions", "windowsOptions"),
            ("RunAsUser", "runAsUser"), ("RunAsGroup", "runAsGroup"), ("RunAsNonRoot", "runAsNonRoot"), ("ReadOnlyRootFilesystem", "readOnlyRootFilesystem"),
            ("AllowPrivilegeEscalation", "allowPrivilegeEscalation"), ("ProcMount", "procMount"), ("SeccompProfile", "seccompProfile"), ("AppArmorProfile", "appArmorProfile"));
        if (context.Obj("capabilities") is { } capabilities)
            shown["Capabilities"] = GoText.Struct(capabilities, ("Add", "add"), ("Drop", "drop"));
        return shown;
    }
}
