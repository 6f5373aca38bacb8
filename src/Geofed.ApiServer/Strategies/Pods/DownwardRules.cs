using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>References to the pod's own fields (validateObjectFieldSelector, validateContainerResourceFieldSelector).</summary>
internal static partial class DownwardRules
{
    private static readonly string[] EnvironmentPaths =
        ["metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"];

    private static readonly string[] ResourcePaths =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    [GeneratedRegex(@"^(metadata\.(?:annotations|labels))\['(.*)'\]\z")]
    private static partial Regex Subscript();

    public static void EnvironmentField(JsonObject field, FieldErrors errors, string path)
    {
        if (string.IsNullOrEmpty(field.Str("apiVersion")))
            errors.Required($"{path}.apiVersion");
        else if (field.Str("fieldPath") is not { Length: > 0 } name)
            errors.Required($"{path}.fieldPath");
        else if (Subscript().Match(name) is { Success: true } match)
            errors.Each($"{path}.fieldPath", match.Groups[2].Value, Names.QualifiedName(match.Groups[2].Value));
        else if (!IsKnownPath(name))
            errors.Invalid($"{path}.fieldPath", name, $"error converting fieldPath: field label not supported: {name}");
        else if (!EnvironmentPaths.Contains(name))
            errors.NotSupported($"{path}.fieldPath", name, EnvironmentPaths);
    }

    public static void ResourceField(JsonObject field, FieldErrors errors, string path)
    {
        if (field.Str("resource") is not { Length: > 0 } name)
            errors.Required($"{path}.resource");
        else if (!ResourcePaths.Contains(name) && !name.StartsWith("limits.hugepages-", StringComparison.Ordinal) && !name.StartsWith("requests.hugepages-", StringComparison.Ordinal))
            errors.NotSupported($"{path}.resource", name, ResourcePaths);
    }

    private static bool IsKnownPath(string path) =>
        EnvironmentPaths.Contains(path) || path is "metadata.annotations" or "metadata.labels" or "spec.restartPolicy" or "spec.schedulerName" or "spec.hostNetwork" or "status.phase" or "status.nominatedNodeName";
}
