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
        Sources(spec, errors, path);
        if (spec.Str("volumeAttributesClassName") is { Length: > 0 } attributes)
            errors.Each($"{path}.volumeAttributesClassName", attributes, Names.DnsSubdomainErrors(attributes));
    }

    private static void Sources(JsonObject? spec, FieldErrors errors, string path)
    {
        var (source, reference) = (spec.Obj("dataSource"), spec.Obj("dataSourceRef"));
        if (source is not null)
            Source(source, errors, $"{path}.dataSource");
        if (reference is not null)
            Source(reference, errors, $"{path}.dataSourceRef");
        if (reference.Str("namespace") is { Length: > 0 } ns)
        {
            errors.Each($"{path}.dataSourceRef.namespace", ns, Names.DnsLabelErrors(ns));
            if (source is not null)
                errors.Invalid(path, $"{path}.dataSource", "may not be specified when dataSourceRef.namespace is specified");
        }
        else if (source is not null && reference is not null
            && !((string[])["apiGroup", "kind", "name"]).All(key => (source.Str(key) ?? "") == (reference.Str(key) ?? "")))
            errors.Invalid(path, $"{path}.dataSource", "must match dataSourceRef");
    }

    private static void Source(JsonObject source, FieldErrors errors, string path)
    {
        errors.RequireText(source, "name", path);
        errors.RequireText(source, "kind", path);
        var group = source.Str("apiGroup") ?? "";
        if (group.Length > 0)
            errors.Each($"{path}.apiGroup", group, Names.DnsSubdomainErrors(group));
        else if (source.Str("kind") != "PersistentVolumeClaim")
            errors.Invalid(path, source.Str("kind") ?? "", "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
    }

    public static void Modes(List<string> modes, FieldErrors errors, string path)
    {
        foreach (var mode in modes.Where(m => !AccessModes.Contains(m)))
            errors.NotSupported(path, mode, AccessModes);
        if (modes.Contains("ReadWriteOncePod") && modes.Exists(m => m != "ReadWriteOncePod" && AccessModes.Contains(m)))
            errors.Forbidden(path, "may not use ReadWriteOncePod with other access modes");
    }

    public static void Mode(JsonObject? spec, FieldErrors errors, string path)
    {
        if (spec.Str("volumeMode") is not (null or "Block" or "Filesystem") and var mode)
            errors.NotSupported($"{path}.volumeMode", mode, "Block", "Filesystem");
    }
}
