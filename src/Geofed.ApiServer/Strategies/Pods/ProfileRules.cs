using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for seccomp and AppArmor profiles (validateSeccompProfileField, ValidateAppArmorProfileField).</summary>
internal static class ProfileRules
{
    public static void Seccomp(JsonObject? profile, FieldErrors errors, string path)
    {
        if (profile is null)
            return;
        var (type, local) = (profile.Str("type") ?? "", profile.Str("localhostProfile"));
        if (type.Length == 0)
            errors.Required($"{path}.type", "type is required when seccompProfile is set");
        else
            errors.OneOfIfSet(profile, "type", path, "Localhost", "RuntimeDefault", "Unconfined");
        if (type != "Localhost")
        {
            if (local is not null)
                errors.Invalid($"{path}.localhostProfile", GoText.Struct(profile, ("Type", "type"), ("LocalhostProfile", "localhostProfile")), "can only be set when seccomp type is Localhost");
        }
        else if (local is null)
            errors.Required($"{path}.localhostProfile", "must be set when seccomp type is Localhost");
        else
            MountRules.DescendingPath(local, errors, $"{path}.localhostProfile");
    }

    public static void AppArmor(JsonObject? profile, FieldErrors errors, string path)
    {
        if (profile is null)
            return;
        switch (profile.Str("type") ?? "")
        {
            case "Localhost":
                LocalAppArmor(profile.Str("localhostProfile") ?? "", errors, $"{path}.localhostProfile");
                break;
            case "RuntimeDefault" or "Unconfined":
                if (profile.Str("localhostProfile") is { } local)
                    errors.Invalid($"{path}.localhostProfile", local, "can only be set when AppArmor type is Localhost");
                break;
            case "":
                errors.Required($"{path}.type", "type is required when appArmorProfile is set");
                break;
            case var other:
                errors.NotSupported($"{path}.type", other, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void LocalAppArmor(string local, FieldErrors errors, string path)
    {
        if (local.Trim() != local)
            errors.Invalid(path, local, "must not be padded with whitespace");
        else if (local.Length == 0)
            errors.Required(path, "must be set when AppArmor type is Localhost");
        if (local.Length > 4095)
            errors.TooLong(path, 4095);
    }
}
