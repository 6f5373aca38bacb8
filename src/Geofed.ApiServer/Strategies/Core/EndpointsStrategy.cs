using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Endpoints (pkg/apis/core/v1/defaults.go SetDefaults_Endpoints, ValidateEndpoints).</summary>
internal sealed class EndpointsStrategy : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    public override void Default(JsonObject obj)
    {
        foreach (var port in obj.Objects("subsets").SelectMany(s => s.Objects("ports")))
            port.SetWhenEmpty("protocol", "TCP");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var i = 0;
        foreach (var subset in obj.Objects("subsets"))
        {
            var path = $"subsets[{i++}]";
            if (subset.Arr("addresses") is null or { Count: 0 } && subset.Arr("notReadyAddresses") is null or { Count: 0 })
                errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
            foreach (var list in (string[])["addresses", "notReadyAddresses"])
            {
                var j = 0;
                foreach (var address in subset.Objects(list))
                    Address(address, errors, $"{path}.{list}[{j++}]");
            }
            var ports = subset.Objects("ports").ToList();
            for (var k = 0; k < ports.Count; k++)
                Port(ports[k], ports.Count > 1, errors, $"{path}.ports[{k}]");
        }
    }

    private static void Address(JsonObject address, FieldErrors errors, string path)
    {
        errors.Address($"{path}.ip", address.Str("ip") ?? "");
        if (address.Str("hostname") is { Length: > 0 } host)
            errors.Each($"{path}.hostname", host, Names.DnsLabelErrors(host));
        if (address.Str("nodeName") is { } node)
            errors.Each($"{path}.nodeName", node, Names.DnsSubdomainErrors(node));
        errors.NotSpecial($"{path}.ip", address.Str("ip") ?? "");
    }

    private static void Port(JsonObject port, bool needsName, FieldErrors errors, string path)
    {
        if (port.Str("name") is { Length: > 0 } name)
            errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
        else if (needsName)
            errors.Required($"{path}.name");
        errors.Port($"{path}.port", port.PortNumber("port"));
        errors.OneOf(port, "protocol", path, "SCTP", "TCP", "UDP");
        if (port.Str("appProtocol") is { } protocol)
            errors.Each($"{path}.appProtocol", protocol, Names.QualifiedName(protocol));
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"];
}
