using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables.Cells;

/// <summary>What the rows of Services, Ingresses, Endpoints and EndpointSlices say.</summary>
internal static class ServiceCells
{
    public static string ExternalIp(JsonObject service)
    {
        var spec = service.Obj("spec");
        var external = string.Join(",", spec.Strings("externalIPs"));
        switch (spec.Str("type"))
        {
            case "ExternalName":
                return spec.Str("externalName") ?? "";
            case "LoadBalancer":
                var balanced = LoadBalancer(service);
                if (balanced.Length == 0)
                    return external.Length == 0 ? "<pending>" : external;
                return external.Length == 0 ? balanced : $"{balanced},{external}";
            default:
                return CellText.OrNone(external);
        }
    }

    public static string LoadBalancer(JsonObject obj) => string.Join(",",
        obj.Objects("status", "loadBalancer", "ingress").Select(i => i.Str("ip") is { Length: > 0 } ip ? ip : i.Str("hostname") ?? ""));

    public static string Ports(JsonObject service) => CellText.OrNone(string.Join(",", service.Objects("spec", "ports").Select(p =>
        p.Int("nodePort") is > 0 and var node ? $"{p.Int("port")}:{node}/{p.Str("protocol")}" : $"{p.Int("port")}/{p.Str("protocol")}")));

    public static string Hosts(JsonObject ingress)
    {
        var hosts = ingress.Objects("spec", "rules").Select(r => r.Str("host") ?? "").Where(h => h.Length > 0).ToList();
        return CellText.Few(hosts, 3, "*");
    }

    public static string IngressClass(JsonObject ingress) =>
        CellText.OrNone(ingress.Str("spec", "ingressClassName") ?? ingress.Annotation("kubernetes.io/ingress.class"));

    public static string Endpoints(JsonObject endpoints)
    {
        var all = new List<string>();
        foreach (var subset in endpoints.Objects("subsets"))
        {
            var ports = subset.Objects("ports").ToList();
            foreach (var address in subset.Objects("addresses"))
            {
                if (ports.Count == 0)
                    all.Add(address.Str("ip") ?? "");
                all.AddRange(ports.Select(p => $"{address.Str("ip")}:{p.Int("port")}"));
            }
        }
        return CellText.Few(all, 3, CellText.None);
    }

    public static string SlicePorts(JsonObject slice)
    {
        var ports = slice.Objects("ports").Select(p => p.Int("port") is { } port ? $"{port}" : "*").ToList();
        return CellText.Few(ports, 3, CellText.Unset);
    }

    public static string SliceAddresses(JsonObject slice) =>
        CellText.Few([.. slice.Objects("endpoints").SelectMany(e => e.Strings("addresses"))], 3, CellText.Unset);
}
