using System.Net;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>NetworkPolicies (pkg/apis/networking/v1/defaults.go, pkg/apis/networking/validation).</summary>
internal sealed class NetworkPolicyStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.SetWhenAbsent("podSelector", new JsonObject());
        if (spec.Arr("policyTypes") is null or { Count: 0 })
        {
            JsonArray types = ["Ingress"];
            if (spec.Arr("egress") is { Count: > 0 })
                types.Add((JsonNode)"Egress");
            spec["policyTypes"] = types;
        }
        foreach (var port in Rules(spec).SelectMany(r => r.Rule.Objects("ports")))
            port.SetWhenAbsent("protocol", "TCP");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Ensure("spec");
        SelectorRules.Validate(spec.Obj("podSelector"), errors, "spec.podSelector");
        foreach (var (rule, path, peers) in Rules(spec))
        {
            var i = 0;
            foreach (var port in rule.Objects("ports"))
                Port(port, errors, $"{path}.ports[{i++}]");
            i = 0;
            foreach (var peer in rule.Objects(peers))
                Peer(peer, errors, $"{path}.{peers}[{i++}]");
        }
        var j = 0;
        foreach (var type in spec.Strings("policyTypes"))
        {
            if (type is not ("Ingress" or "Egress"))
                errors.NotSupported($"spec.policyTypes[{j}]", type, "Ingress", "Egress");
            j++;
        }
    }

    private static IEnumerable<(JsonObject Rule, string Path, string Peers)> Rules(JsonObject spec) =>
        spec.Objects("ingress").Select((r, i) => (r, $"spec.ingress[{i}]", "from")).Concat(spec.Objects("egress").Select((r, i) => (r, $"spec.egress[{i}]", "to")));

    private static void Port(JsonObject port, FieldErrors errors, string path)
    {
        if (port.Str("protocol") is not (null or "TCP" or "UDP" or "SCTP") and var protocol)
            errors.NotSupported($"{path}.protocol", protocol, "SCTP", "TCP", "UDP");
        if (port["port"] is { } number)
            errors.PortOrName($"{path}.port", number);
        else if (port["endPort"] is not null)
            errors.Invalid($"{path}.endPort", port.Int("endPort"), "may not be specified when `port` is not specified");
        if (port.Int("endPort") < port.Int("port"))
            errors.Invalid($"{path}.endPort", port.Int("endPort"), $"must be greater than or equal to `port`");
    }

    private static void Peer(JsonObject peer, FieldErrors errors, string path)
    {
        var count = 0;
        foreach (var key in (string[])["podSelector", "namespaceSelector"])
        {
            if (peer.Obj(key) is not { } selector)
                continue;
            count++;
            SelectorRules.Validate(selector, errors, $"{path}.{key}");
        }
        if (peer.Obj("ipBlock") is { } block)
        {
            if (count > 0)
                errors.Forbidden(path, "may not specify both ipBlock and another peer");
            count++;
            var cidr = block.Str("cidr") ?? "";
            if (cidr.Length == 0)
                errors.Required($"{path}.ipBlock.cidr");
            else if (!IPNetwork.TryParse(cidr, out _))
                errors.Invalid($"{path}.ipBlock.cidr", cidr, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        }
        if (count == 0)
            errors.Required(path, "must specify a peer");
    }
}
