using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>What only Services behind a load balancer have (validateLoadBalancerClassField, ValidateLoadBalancerStatus).</summary>
internal static class LoadBalancerRules
{
    private const string Only = "may only be used when `type` is 'LoadBalancer'";
    private const string Ranges = "service.beta.kubernetes.io/load-balancer-source-ranges";

    public static void Validate(JsonObject service, FieldErrors errors)
    {
        var spec = service.Obj("spec") ?? [];
        var isBalanced = spec.Str("type") == "LoadBalancer";
        SourceRanges(service, spec, isBalanced, errors);
        if (spec["allocateLoadBalancerNodePorts"] is not null && !isBalanced)
            errors.Forbidden("spec.allocateLoadBalancerNodePorts", Only);
        Class(spec, errors);
    }

    public static void Class(JsonObject spec, FieldErrors errors)
    {
        if (spec.Str("loadBalancerClass") is not { } name)
            return;
        if (spec.Str("type") == "LoadBalancer")
            errors.Each("spec.loadBalancerClass", name, Names.QualifiedName(name));
        else
            errors.Forbidden("spec.loadBalancerClass", Only);
    }

    /// <summary>Upstream looks at the class of a changed Service twice.</summary>
    public static void ClassChanged(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        if (spec.Str("type") == "LoadBalancer" && before.Str("type") == "LoadBalancer" && spec.Str("loadBalancerClass") != before.Str("loadBalancerClass"))
            errors.Invalid("spec.loadBalancerClass", spec["loadBalancerClass"].Copy(), "may not change once set");
        Class(spec, errors);
    }

    private static void SourceRanges(JsonObject service, JsonObject spec, bool isBalanced, FieldErrors errors)
    {
        var ranges = spec.Strings("loadBalancerSourceRanges").ToList();
        if (ranges.Count > 0)
        {
            if (!isBalanced)
                errors.Forbidden("spec.LoadBalancerSourceRanges", Only);
            for (var i = 0; i < ranges.Count; i++)
                errors.Range($"spec.LoadBalancerSourceRanges[{i}]", ranges[i].Trim());
        }
        else if (service.Annotation(Ranges) is { } annotation)
        {
            var path = $"metadata.annotations[{Ranges}]";
            if (!isBalanced)
                errors.Forbidden(path, Only);
            foreach (var range in annotation.Trim().Length == 0 ? [] : annotation.Trim().Split(','))
                errors.Range(path, range.Trim());
        }
    }

    public static void Status(JsonObject service, FieldErrors errors)
    {
        var ingresses = service.Objects("status", "loadBalancer", "ingress").ToList();
        if (ingresses.Count > 0 && service.Str("spec", "type") != "LoadBalancer")
        {
            errors.Forbidden("status.loadBalancer.ingress", "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }
        for (var i = 0; i < ingresses.Count; i++)
            Ingress(ingresses[i], errors, $"status.loadBalancer.ingress[{i}]");
    }

    private static void Ingress(JsonObject ingress, FieldErrors errors, string path)
    {
        var ip = ingress.Str("ip") ?? "";
        if (ip.Length > 0)
            errors.Address($"{path}.ip", ip);
        if (ingress["ipMode"] is null)
        {
            if (ip.Length > 0)
                errors.Required($"{path}.ipMode", "must be specified when `ip` is set");
        }
        else if (ip.Length == 0)
            errors.Forbidden($"{path}.ipMode", "may not be specified when `ip` is not set");
        else
            errors.OneOfIfSet(ingress, "ipMode", path, "Proxy", "VIP");
        HostName(ingress, errors, $"{path}.hostname");
    }

    public static void HostName(JsonObject ingress, FieldErrors errors, string path)
    {
        if (ingress.Str("hostname") is not { Length: > 0 } host)
            return;
        errors.Each(path, host, Names.DnsSubdomainErrors(host));
        if (Addresses.Parse(host) is not null)
            errors.Invalid(path, host, "must be a DNS name, not an IP address");
    }
}
