using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a pod's spec, in upstream's order (pkg/apis/core/validation/validation.go ValidatePodSpec).</summary>
internal static class PodSpecRules
{
    public static void Validate(JsonObject spec, FieldErrors errors, string path, bool isPod, IEnumerable<string>? addedVolumes = null)
    {
        var volumes = VolumeRules.Validate(spec, errors, $"{path}.volumes");
        volumes.UnionWith(addedVolumes ?? []);
        var hostNetwork = spec.Bool("hostNetwork") == true;
        ContainerRules.ValidateRegular(spec, volumes, errors, path);
        ContainerRules.ValidateInit(spec, volumes, errors, path);
        errors.OneOf(spec, "restartPolicy", path, "Always", "OnFailure", "Never");
        errors.OneOf(spec, "dnsPolicy", path, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        ObjectMetaRules.ValidateLabels(spec["nodeSelector"], errors, $"{path}.nodeSelector");
        if (hostNetwork)
            HostPortRules.MatchContainerPorts(spec, errors, path, isPod);
        SecurityContextRules.OfPod(spec.Obj("securityContext"), errors, $"{path}.securityContext");
        PullSecrets(spec, errors, path);
        AffinityRules.Validate(spec.Obj("affinity"), errors, $"{path}.affinity");
        SpreadRules.Validate(spec, errors, $"{path}.topologySpreadConstraints");
        NamesInSpec(spec, errors, path);
        TolerationRules.Validate(spec, errors, $"{path}.tolerations");
        if (spec.Str("priorityClassName") is { Length: > 0 } priority)
            errors.Each($"{path}.priorityClassName", priority, Names.DnsSubdomainErrors(priority));
        if (spec.Str("runtimeClassName") is { } runtime)
            errors.Each($"{path}.runtimeClassName", runtime, Names.DnsSubdomainErrors(runtime));
        if (spec.Str("preemptionPolicy") is not (null or "" or "Never" or "PreemptLowerPriority") and var preemption)
            errors.NotSupported($"{path}.preemptionPolicy", preemption, "Never", "PreemptLowerPriority");
    }

    private static void NamesInSpec(JsonObject spec, FieldErrors errors, string path)
    {
        if (spec.Str("serviceAccountName") is { Length: > 0 } account)
            errors.Each($"{path}.serviceAccountName", account, Names.DnsSubdomainErrors(account));
        if (spec.Str("nodeName") is { Length: > 0 } node)
            errors.Each($"{path}.nodeName", node, Names.DnsSubdomainErrors(node));
        errors.InRange($"{path}.activeDeadlineSeconds", spec.Int("activeDeadlineSeconds"), 1, int.MaxValue);
        if (spec.Str("hostname") is { Length: > 0 } hostname)
            errors.Each($"{path}.hostname", hostname, Names.DnsLabelErrors(hostname));
        if (spec.Str("subdomain") is { Length: > 0 } subdomain)
            errors.Each($"{path}.subdomain", subdomain, Names.DnsLabelErrors(subdomain));
    }

    private static void PullSecrets(JsonObject spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var secret in spec.Objects("imagePullSecrets"))
            errors.RequireText(secret, "name", $"{path}.imagePullSecrets[{i++}]");
    }
}
