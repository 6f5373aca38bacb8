using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a pod's spec, in upstream's order (pkg/apis/core/validation/validation.go ValidatePodSpec).</summary>
internal static class PodSpecRules
{
    /// <param name="podName">The name of the pod, null for a template.</param>
    /// <param name="addedVolumes">Volumes that a controller will add, which containers may mount.</param>
    public static void Validate(JsonObject spec, FieldErrors errors, string path, string? podName, IEnumerable<JsonObject>? addedVolumes = null)
    {
        var volumes = VolumeRules.Validate(spec, errors, $"{path}.volumes", podName);
        foreach (var added in addedVolumes ?? [])
            volumes[added.Name()] = new JsonObject { ["persistentVolumeClaim"] = new JsonObject() };
        var pod = new PodScope(spec, volumes);
        ClaimNameRules.OfPod(spec, errors, $"{path}.resourceClaims");
        ContainerRules.ValidateRegular(pod, errors, path);
        ContainerRules.ValidateInit(pod, errors, path);
        EphemeralContainerRules.Validate(pod, errors, $"{path}.ephemeralContainers");
        PodResourceRules.Validate(spec, errors, $"{path}.resources");
        if (spec.Bool("hostNetwork") == true)
            HostPortRules.MatchContainerPorts(spec, errors, path, podName is not null);
        errors.OneOf(spec, "restartPolicy", path, "Always", "OnFailure", "Never");
        errors.OneOf(spec, "dnsPolicy", path, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        ObjectMetaRules.ValidateLabels(spec["nodeSelector"], errors, $"{path}.nodeSelector");
        SecurityContextRules.OfPod(spec, errors, $"{path}.securityContext");
        AffinityRules.Validate(spec.Obj("affinity"), errors, $"{path}.affinity");
        DnsRules.Config(spec, errors, $"{path}.dnsConfig");
        GateRules.Readiness(spec, errors, $"{path}.readinessGates");
        GateRules.Scheduling(spec, errors, $"{path}.schedulingGates");
        SpreadRules.Validate(spec, errors, $"{path}.topologySpreadConstraints");
        WindowsRules.HostProcess(spec, errors, path);
        HostUsers(spec, errors, path);
        NamesInSpec(spec, errors, path);
        TolerationRules.Validate(spec, errors, $"{path}.tolerations");
        DnsRules.HostAliases(spec, errors, $"{path}.hostAliases");
        if (spec.Str("priorityClassName") is { Length: > 0 } priority)
            errors.Each($"{path}.priorityClassName", priority, Names.DnsSubdomainErrors(priority));
        if (spec.Str("runtimeClassName") is { } runtime)
            errors.Each($"{path}.runtimeClassName", runtime, Names.DnsSubdomainErrors(runtime));
        if (spec.Str("preemptionPolicy") is not null)
            errors.OneOf(spec, "preemptionPolicy", path, "PreemptLowerPriority", "Never");
        if (spec.Obj("overhead") is { } overhead)
            ResourceRules.Overhead(overhead, errors, $"{path}.overhead");
        OperatingSystemRules.Validate(spec, errors, path);
    }

    /// <summary>A pod with users of its own shares no other namespace with its node (validateHostUsers).</summary>
    private static void HostUsers(JsonObject spec, FieldErrors errors, string path)
    {
        if (spec.Bool("hostUsers") != false)
            return;
        foreach (var (field, shown) in ((string, string)[])[("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")])
        {
            if (spec.Bool(field) == true)
                errors.Forbidden($"{path}.{shown}", "when `pod.Spec.HostUsers` is false");
        }
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
}
