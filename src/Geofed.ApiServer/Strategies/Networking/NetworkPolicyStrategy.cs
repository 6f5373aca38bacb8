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
        var types = spec.Strings("policyTypes").ToList();
        if (types.Count > 2)
        {
            errors.Invalid("spec.policyTypes", spec["policyTypes"].Copy(), "may not specify more than two policyTypes");
            return;
        }
        for (var j = 0; j < types.Count; j++)
        {
            if (types[j] is not ("Ingress" or "Egress"))
                errors.NotSupported($"spec.policyTypes[{j}]", types[j], "Ingress", "Egress");
        }
    }

    private static IEnumerable<(JsonObject Rule, string Path, string Peers)> Rules(JsonObject spec) =>
        spec.Objects("ingress").Select((r, i) => (r, $"spec.ingress[{i}]", "from")).Concat(spec.Objects("egress").Select((r, i) => (r, $"spec.egress[{i}]", "to")));

    private static void Port(JsonObject port, FieldErrors errors, string path)
    {
        errors.OneOfIfSet(port, "protocol", path, "TCP", "UDP", "SCTP");
        var end = port.Int("endPort");
        if (port["port"] is null)
        {
            if (end is not null)
                errors.Invalid($"{path}.endPort", end, "may not be specified when `port` is not specified");
        }
        else if (port.Str("port") is { } name)
        {
            if (end is not null)
                errors.Invalid($"{path}.endPort", end, "may not be specified when `port` is non-numeric");
            errors.Each($"{path}.port", name, Values.PortName(name));
        }
        else
        {
            errors.Port($"{path}.port", port.PortNumber("port"));
            if (end < port.PortNumber("port"))
                errors.Invalid($"{path}.endPort", end, "must be greater than or equal to `port`");
            if (end is { } last)
                errors.Port($"{path}.endPort", last);
        }
    }

    private static void Peer(JsonObject peer, FieldErrors errors, string path)
    {
        foreach (var key in (string[])["podSelector", "namespaceSelector"])
        {
            if (peer.Obj(key) is { } selector)
                SelectorRules.Validate(selector, errors, $"{path}.{key}");
        }
        if (peer.Obj("ipBlock") is { } block)
            IpBlock(block, errors, $"{path}.ipBlock");
        var count = ((string[])["podSelector", "namespaceSelector", "ipBlock"]).Count(k => peer[k] is not null);
        if (count == 0)
            errors.Required(path, "must specify a peer");
        else if (count > 1 && peer["ipBlock"] is not null)
            errors.Forbidden(path, "may not specify both ipBlock and another peer");
    }

    private static void IpBlock(JsonObject block, FieldErrors errors, string path)
    {
        var cidr = block.Str("cidr") ?? "";
        if (cidr.Length == 0)
        {
            errors.Required($"{path}.cidr");
            return;
        }
        errors.Range($"{path}.cidr", cidr);
        var i = 0;
        foreach (var except in block.Strings("except"))
        {
            var at = $"{path}.except[{i++}]";
            errors.Range(at, except);
            if (Addresses.ParseRange(cidr) is { } whole && Addresses.ParseRange(except) is { } part && (!Addresses.Contains(whole, part.Address) || whole.Prefix >= part.Prefix))
                errors.Invalid(at, except, "must be a strict subset of `cidr`");
        }
    }
}
