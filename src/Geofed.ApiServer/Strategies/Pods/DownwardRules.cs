using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>References to the pod's own fields (validateObjectFieldSelector, validateContainerResourceFieldSelector).</summary>
internal static partial class DownwardRules
{
    private static readonly string[] EnvironmentPaths =
        ["metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"];

    private static readonly string[] VolumePaths = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    /// <summary>What upstream can read at all; which of these may be used depends on where.</summary>
    private static readonly string[] KnownPaths =
    [
        .. EnvironmentPaths, "metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName", "spec.hostNetwork", "spec.host", "status.phase", "status.nominatedNodeName",
    ];

    private static readonly string[] ResourcePaths =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly string[] ByteDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    [GeneratedRegex(@"^([^\[]+)\['([^']*)'\]\z")]
    private static partial Regex Subscript();

    public static void EnvironmentField(JsonObject field, FieldErrors errors, string path) => Field(field, EnvironmentPaths, errors, path);

    public static void VolumeField(JsonObject field, FieldErrors errors, string path) => Field(field, VolumePaths, errors, path);

    private static void Field(JsonObject field, string[] allowed, FieldErrors errors, string path)
    {
        var name = field.Str("fieldPath") ?? "";
        if (string.IsNullOrEmpty(field.Str("apiVersion")))
            errors.Required($"{path}.apiVersion");
        else if (name.Length == 0)
            errors.Required($"{path}.fieldPath");
        else if (field.Str("apiVersion") != "v1")
            errors.Invalid($"{path}.fieldPath", name, $"error converting fieldPath: unsupported pod version: {field.Str("apiVersion")}");
        else if (Subscript().Match(name) is { Success: true } match)
            Subscripted(name, match.Groups[1].Value, match.Groups[2].Value, errors, path);
        else if (!KnownPaths.Contains(name))
            errors.Invalid($"{path}.fieldPath", name, $"error converting fieldPath: field label not supported: {name}");
        else if (!allowed.Contains(name))
            errors.NotSupported($"{path}.fieldPath", name, allowed);
    }

    private static void Subscripted(string whole, string name, string key, FieldErrors errors, string path)
    {
        switch (name)
        {
            case "metadata.annotations":
                errors.Each(path, key.ToLowerInvariant(), Names.QualifiedName(key.ToLowerInvariant()));
                break;
            case "metadata.labels":
                errors.Each(path, key, Names.QualifiedName(key));
                break;
            default:
                errors.Invalid($"{path}.fieldPath", whole, $"error converting fieldPath: field label does not support subscript: {whole}");
                break;
        }
    }

    public static void ResourceField(JsonObject field, FieldErrors errors, string path, bool needsContainer = false)
    {
        var name = field.Str("resource") ?? "";
        var isHuge = name.StartsWith("limits.hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);
        if (needsContainer && string.IsNullOrEmpty(field.Str("containerName")))
            errors.Required($"{path}.containerName");
        else if (name.Length == 0)
            errors.Required($"{path}.resource");
        else if (!ResourcePaths.Contains(name) && !isHuge)
            errors.NotSupported($"{path}.resource", name, ResourcePaths);
        if (Quantity.From(field["divisor"]) is { IsZero: false } divisor)
            Divisor(name, divisor.ToString(), errors, $"{path}.divisor");
    }

    private static void Divisor(string name, string divisor, FieldErrors errors, string path)
    {
        var what = name switch
        {
            "limits.memory" or "requests.memory" => "memory",
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => "local ephemeral storage",
            _ when name.Contains(".hugepages-", StringComparison.Ordinal) => "hugepages",
            _ => "",
        };
        if (name is "limits.cpu" or "requests.cpu" && divisor is not ("1m" or "1"))
            errors.Invalid(path, name, "only divisor's values 1m and 1 are supported with the cpu resource");
        else if (what.Length > 0 && !ByteDivisors.Contains(divisor))
            errors.Invalid(path, name, $"only divisor's values {string.Join(", ", ByteDivisors)} are supported with the {what} resource");
    }
}
