using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for security contexts (validatePodSpecSecurityContext, ValidateSecurityContext).</summary>
internal static class SecurityContextRules
{
    public static void OfPod(JsonObject? context, FieldErrors errors, string path)
    {
        errors.InRange($"{path}.fsGroup", context.Int("fsGroup"), 0, int.MaxValue);
        errors.InRange($"{path}.runAsUser", context.Int("runAsUser"), 0, int.MaxValue);
        errors.InRange($"{path}.runAsGroup", context.Int("runAsGroup"), 0, int.MaxValue);
        var i = 0;
        foreach (var group in context.Arr("supplementalGroups") ?? [])
            errors.InRange($"{path}.supplementalGroups[{i++}]", group.Int(), 0, int.MaxValue);
        if (context.Str("fsGroupChangePolicy") is not (null or "Always" or "OnRootMismatch") and var policy)
            errors.NotSupported($"{path}.fsGroupChangePolicy", policy, "Always", "OnRootMismatch");
        Seccomp(context.Obj("seccompProfile"), errors, $"{path}.seccompProfile");
    }

    public static void OfContainer(JsonObject? context, FieldErrors errors, string path)
    {
        errors.InRange($"{path}.runAsUser", context.Int("runAsUser"), 0, int.MaxValue);
        errors.InRange($"{path}.runAsGroup", context.Int("runAsGroup"), 0, int.MaxValue);
        if (context.Str("procMount") is not (null or "Default" or "Unmasked") and var mount)
            errors.NotSupported($"{path}.procMount", mount, "Default", "Unmasked");
        Seccomp(context.Obj("seccompProfile"), errors, $"{path}.seccompProfile");
        if (context.Bool("allowPrivilegeEscalation") != false)
            return;
        if (context.Bool("privileged") == true)
            errors.Invalid(path, context.Copy(), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        if (context.Strings("capabilities", "add").Contains("CAP_SYS_ADMIN"))
            errors.Invalid(path, context.Copy(), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }

    private static void Seccomp(JsonObject? profile, FieldErrors errors, string path)
    {
        if (profile is null)
            return;
        var type = profile.Str("type") ?? "";
        if (type.Length == 0)
            errors.Required($"{path}.type", "type is required when seccompProfile is set");
        else if (type is not ("Localhost" or "RuntimeDefault" or "Unconfined"))
            errors.NotSupported($"{path}.type", type, "Localhost", "RuntimeDefault", "Unconfined");
        else if (type == "Localhost" && string.IsNullOrEmpty(profile.Str("localhostProfile")))
            errors.Required($"{path}.localhostProfile", "must be set when seccomp type is Localhost");
        else if (type != "Localhost" && profile.Str("localhostProfile") is { } local)
            errors.Invalid($"{path}.localhostProfile", local, "can only be set when seccomp type is Localhost");
    }
}
