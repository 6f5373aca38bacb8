using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumes of CSI drivers (validateCSIVolumeSource, validateCSIPersistentVolumeSource).</summary>
internal static class CsiRules
{
    private static readonly string[] Secrets = ["controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"];

    public static void OfPod(JsonObject source, FieldErrors errors, string path)
    {
        DriverName(source.Str("driver") ?? "", errors, $"{path}.driver");
        if (source.Obj("nodePublishSecretRef") is not { } secret)
            return;
        if (secret.Str("name") is { Length: > 0 } name)
            errors.Each($"{path}.name", name, Names.DnsSubdomainErrors(name));
        else
            errors.Required($"{path}.nodePublishSecretRef.name");
    }

    public static void OfPersistentVolume(JsonObject source, FieldErrors errors, string path)
    {
        DriverName(source.Str("driver") ?? "", errors, $"{path}.driver");
        errors.RequireText(source, "volumeHandle", path);
        foreach (var key in Secrets)
        {
            if (source.Obj(key) is not { } secret)
                continue;
            errors.RequireName(secret, "name", $"{path}.{key}");
            if (secret.Str("namespace") is { Length: > 0 } ns)
                errors.Each($"{path}.{key}.namespace", ns, Names.DnsLabelErrors(ns));
            else
                errors.Required($"{path}.{key}.namespace");
        }
    }

    public static void DriverName(string name, FieldErrors errors, string path)
    {
        if (name.Length == 0)
            errors.Required(path);
        if (name.Length > 63)
            errors.TooLong(path, 63);
        errors.Each(path, name, Names.DnsSubdomainErrors(name.ToLowerInvariant()));
    }
}
