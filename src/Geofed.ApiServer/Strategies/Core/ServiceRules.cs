using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for a Service (pkg/apis/core/validation/validation.go ValidateService).</summary>
internal static class ServiceRules
{
    private const string Hints = "service.kubernetes.io/topology-aware-hints", Mode = "service.kubernetes.io/topology-mode";

    public static void Validate(JsonObject service, FieldErrors errors)
    {
        var spec = service.Obj("spec") ?? [];
        var type = spec.Str("type") ?? "";
        if (service.Annotation(Hints) is { } hints && service.Annotation(Mode) is { } mode && hints != mode)
            errors.Invalid($"metadata.annotations[{Mode}]", mode, $"must match annotations[{Hints}] when both are specified");
        if (spec.Arr("ports") is null or { Count: 0 } && !IsHeadless(spec) && type != "ExternalName")
            errors.Required("spec.ports");
        if (type is "LoadBalancer" or "NodePort" && IsHeadless(spec))
            errors.Invalid("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {type} services");
        if (type == "ExternalName")
            ExternalName(spec, errors);
        ServicePortRules.Validate(spec, errors);
        ObjectMetaRules.ValidateLabels(spec["selector"], errors, "spec.selector");
        Affinity(spec, errors);
        if (type != "ExternalName")
            ServiceAddressRules.Validate(spec, errors);
        var i = 0;
        foreach (var external in spec.Strings("externalIPs"))
        {
            if (errors.Address($"spec.externalIPs[{i}]", external))
                errors.NotSpecial($"spec.externalIPs[{i}]", external);
            i++;
        }
        errors.OneOf(spec, "type", "spec", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        ServicePortRules.Unique(spec, type, errors);
        LoadBalancerRules.Validate(service, errors);
        TrafficPolicyRules.Validate(spec, errors);
    }

    public static bool IsHeadless(JsonObject? spec) => spec.Strings("clusterIPs").ToList() is ["None"];

    private static void ExternalName(JsonObject spec, FieldErrors errors)
    {
        foreach (var key in (string[])["clusterIPs", "ipFamilies", "ipFamilyPolicy"])
        {
            if (spec[key] is not (null or JsonArray { Count: 0 }))
                errors.Forbidden($"spec.{key}", "may not be set for ExternalName services");
        }
        // A dot at the end says that the name is complete.
        var name = spec.Str("externalName") ?? "";
        if (name.EndsWith('.'))
            name = name[..^1];
        if (name.Length > 0)
            errors.Each("spec.externalName", name, Names.DnsSubdomainErrors(name));
        else
            errors.Required("spec.externalName");
    }

    private static void Affinity(JsonObject spec, FieldErrors errors)
    {
        errors.OneOf(spec, "sessionAffinity", "spec", "ClientIP", "None");
        const string path = "spec.sessionAffinityConfig";
        if (spec.Str("sessionAffinity") == "ClientIP" && spec.Int("sessionAffinityConfig", "clientIP", "timeoutSeconds") is { } seconds and (<= 0 or > 86400))
            errors.Invalid($"{path}.clientIP.timeoutSeconds", seconds, "must be greater than 0 and less than 86400");
        else if (spec.Str("sessionAffinity") == "None" && spec["sessionAffinityConfig"] is not null)
            errors.Forbidden(path, "must not be set when session affinity is None");
    }
}
