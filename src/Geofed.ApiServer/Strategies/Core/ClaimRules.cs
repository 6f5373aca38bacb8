using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for claims on storage (ValidatePersistentVolumeClaimSpec), alone or in templates.</summary>
internal static class ClaimRules
{
    public static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public static void Spec(JsonObject? spec, FieldErrors errors, string path)
    {
        var modes = spec.Strings("accessModes").ToList();
        if (modes.Count == 0)
            errors.Required($"{path}.accessModes", "at least 1 access mode is required");
        if (spec.Obj("selector") is { } selector)
            SelectorRules.Validate(selector, errors, $"{path}.selector");
        Modes(modes, errors, $"{path}.accessModes");
        if (Quantity.From(spec.At("resources", "requests", "storage")) is not { } size)
            errors.Required($"{path}.resources[storage]");
        else if (size.Sign <= 0)
            errors.Invalid($"{path}.resources[storage]", size.ToString(), "must be greater than zero");
        if (spec.Str("storageClassName") is { Length: > 0 } name)
            errors.Each($"{path}.storageClassName", name, Names.DnsSubdomainErrors(name));
        Mode(spec, errors, path);
    }

    public static void Modes(List<string> modes, FieldErrors errors, string path)
    {
        foreach (var mode in modes.Where(m => !AccessModes.Contains(m)))
            errors.NotSupported(path, mode, AccessModes);
        if (modes.Count > 1 && modes.Contains("ReadWriteOncePod"))
            errors.Forbidden(path, "may not use ReadWriteOncePod with other access modes");
    }

    public static void Mode(JsonObject? spec, FieldErrors errors, string path)
    {
        if (spec.Str("volumeMode") is not (null or "Block" or "Filesystem") and var mode)
            errors.NotSupported($"{path}.volumeMode", mode, "Block", "Filesystem");
    }
}
