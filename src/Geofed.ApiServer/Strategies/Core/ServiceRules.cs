using System.Net;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for a Service's spec (pkg/apis/core/validation/validation.go ValidateService).</summary>
internal static class ServiceRules
{
    public const string AddressText = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var type = spec.Str("type") ?? "";
        var headless = spec.Str("clusterIP") == "None";
        if (spec.Arr("ports") is null or { Count: 0 } && !headless && type != "ExternalName")
            errors.Required("spec.ports");
        switch (type)
        {
            case "LoadBalancer" when headless:
                errors.Invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for LoadBalancer services");
                break;
            case "NodePort" when headless:
                errors.Invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for NodePort services");
                break;
            case "ExternalName":
                if (spec.Str("clusterIP") is { Length: > 0 })
                    errors.Forbidden("spec.clusterIPs", "may not be set when `type` is 'ExternalName'");
                if (spec.Str("externalName") is { Length: > 0 } name)
                    errors.Each("spec.externalName", name, Names.DnsSubdomainErrors(name.TrimEnd('.')));
                else
                    errors.Required("spec.externalName");
                break;
        }
        Ports(spec, type, errors);
        ObjectMetaRules.ValidateLabels(spec["selector"], errors, "spec.selector");
        errors.OneOf(spec, "sessionAffinity", "spec", "ClientIP", "None");
        if (spec.Str("sessionAffinity") == "ClientIP")
            errors.InRange("spec.sessionAffinityConfig.clientIP.timeoutSeconds", spec.Int("sessionAffinityConfig", "clientIP", "timeoutSeconds"), 1, 86400);
        if (!headless && spec.Str("clusterIP") is { Length: > 0 } ip && !IPAddress.TryParse(ip, out _))
            errors.Invalid("spec.clusterIPs[0]", ip, AddressText);
        var i = 0;
        foreach (var external in spec.Strings("externalIPs"))
        {
            if (!IPAddress.TryParse(external, out _))
                errors.Invalid($"spec.externalIPs[{i}]", external, AddressText);
            i++;
        }
        errors.OneOf(spec, "type", "spec", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        Duplicates(spec, errors);
        if (spec.Str("externalTrafficPolicy") is not (null or "" or "Cluster" or "Local") and var policy)
            errors.NotSupported("spec.externalTrafficPolicy", policy, "Cluster", "Local");
        if (spec.Str("internalTrafficPolicy") is not (null or "Cluster" or "Local") and var inner)
            errors.NotSupported("spec.internalTrafficPolicy", inner, "Cluster", "Local");
        if (spec["allocateLoadBalancerNodePorts"] is not null && type != "LoadBalancer")
            errors.Forbidden("spec.allocateLoadBalancerNodePorts", "may only be used when `type` is 'LoadBalancer'");
        if (spec.Str("loadBalancerClass") is { } && type != "LoadBalancer")
            errors.Forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'");
    }

    private static void Ports(JsonObject spec, string type, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ports = spec.Objects("ports").ToList();
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, path) = (ports[i], $"spec.ports[{i}]");
            var name = port.Str("name") ?? "";
            if (name.Length == 0)
            {
                if (ports.Count > 1)
                    errors.Required($"{path}.name");
            }
            else
            {
                errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
                if (!names.Add(name))
                    errors.Duplicate($"{path}.name", name);
            }
            errors.Port($"{path}.port", port.PortNumber("port"));
            errors.OneOf(port, "protocol", path, "SCTP", "TCP", "UDP");
            errors.PortOrName($"{path}.targetPort", port["targetPort"]);
            if (port.Str("appProtocol") is { } protocol)
                errors.Each($"{path}.appProtocol", protocol, Names.QualifiedName(protocol));
            if (port.PortNumber("nodePort") != 0 && type is "ClusterIP" or "ExternalName" && port.PortNumber("nodePort") != 0)
                errors.Forbidden($"{path}.nodePort", $"may not be used when `type` is '{type}'");
        }
    }

    private static void Duplicates(JsonObject spec, FieldErrors errors)
    {
        var (ports, nodePorts) = (new HashSet<(string?, long)>(), new HashSet<(string?, long)>());
        var i = 0;
        foreach (var port in spec.Objects("ports"))
        {
            var path = $"spec.ports[{i++}]";
            var (protocol, number, node) = (port.Str("protocol"), port.PortNumber("port"), port.PortNumber("nodePort"));
            if (!ports.Add((protocol, number)))
                errors.Duplicate(path, new JsonObject { ["Name"] = "", ["Protocol"] = protocol, ["AppProtocol"] = null, ["Port"] = number, ["TargetPort"] = 0, ["NodePort"] = 0 });
            if (node != 0 && !nodePorts.Add((protocol, node)))
                errors.Duplicate($"{path}.nodePort", new JsonObject { ["Name"] = "", ["Protocol"] = protocol, ["AppProtocol"] = null, ["Port"] = 0, ["TargetPort"] = 0, ["NodePort"] = node });
        }
    }
}
