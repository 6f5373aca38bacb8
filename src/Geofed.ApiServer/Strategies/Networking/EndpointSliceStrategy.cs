using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>EndpointSlices (pkg/apis/discovery/v1/defaults.go, pkg/apis/discovery/validation).</summary>
internal sealed class EndpointSliceStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        foreach (var port in obj.Objects("ports"))
        {
            port.SetWhenAbsent("name", "");
            port.SetWhenAbsent("protocol", "TCP");
        }
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        errors.OneOf(obj, "addressType", "", "FQDN", "IPv4", "IPv6");
        var endpoints = obj.Objects("endpoints").ToList();
        if (endpoints.Count > 1000)
            errors.TooMany("endpoints", endpoints.Count, 1000);
        for (var i = 0; i < endpoints.Count && endpoints.Count <= 1000; i++)
            Endpoint(endpoints[i], obj.Str("addressType"), errors, $"endpoints[{i}]");
        Ports(obj, errors);
    }

    private static void Endpoint(JsonObject endpoint, string? type, FieldErrors errors, string path)
    {
        var addresses = endpoint.Strings("addresses").ToList();
        if (addresses.Count == 0)
            errors.Required($"{path}.addresses", "must contain at least 1 address");
        else if (addresses.Count > 100)
            errors.TooMany($"{path}.addresses", addresses.Count, 100);
        for (var i = 0; i < addresses.Count; i++)
            Address(addresses[i], type, errors, $"{path}.addresses[{i}]");
        if (endpoint.Str("nodeName") is { } node)
            errors.Each($"{path}.nodeName", node, Names.DnsSubdomainErrors(node));
        ObjectMetaRules.ValidateLabels(endpoint["deprecatedTopology"], errors, $"{path}.deprecatedTopology");
        if (endpoint.Str("hostname") is { } host)
            errors.Each($"{path}.hostname", host, Names.DnsLabelErrors(host));
        var j = 0;
        foreach (var zone in endpoint.Objects("hints", "forZones"))
            errors.Each($"{path}.hints.forZones[{j++}].name", zone.Str("name") ?? "", Names.LabelValue(zone.Str("name") ?? ""));
    }

    private static void Address(string address, string? type, FieldErrors errors, string path)
    {
        switch (type)
        {
            case "IPv4" or "IPv6":
                var isSix = type == "IPv6";
                if (errors.Address(path, address) && Addresses.IsIPv6(address) != isSix)
                    errors.Invalid(path, address, isSix ? "must be an IPv6 address" : "must be an IPv4 address");
                errors.NotSpecial(path, address);
                break;
            case "FQDN":
                var name = address.EndsWith('.') ? address[..^1] : address;
                if (name.Length == 0)
                    errors.Required(path);
                else if (Names.DnsSubdomainErrors(name).ToList() is { Count: > 0 } wrongs)
                    errors.Each(path, name, wrongs);
                else if (!name.Contains('.', StringComparison.Ordinal))
                    errors.Invalid(path, name, "should be a domain with at least two segments separated by dots");
                break;
        }
    }

    private static void Ports(JsonObject obj, FieldErrors errors)
    {
        var ports = obj.Objects("ports").ToList();
        if (ports.Count > 20_000)
        {
            errors.TooMany("ports", ports.Count, 20_000);
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (path, name) = ($"ports[{i}]", ports[i].Str("name") ?? "");
            if (name.Length > 0)
                errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
            if (!names.Add(name))
                errors.Duplicate($"{path}.name", name);
            errors.OneOfIfSet(ports[i], "protocol", path, "SCTP", "TCP", "UDP");
            if (ports[i].Int("port") is { } number)
                errors.Port($"{path}.port", number);
            if (ports[i].Str("appProtocol") is { } protocol)
                errors.Each($"{path}.appProtocol", protocol, Names.QualifiedName(protocol));
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        errors.Unchanged(obj["addressType"], old["addressType"], "addressType");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => obj.Str("addressType") == "FQDN" ? ["addressType: FQDN endpoints are deprecated"] : [];
}
