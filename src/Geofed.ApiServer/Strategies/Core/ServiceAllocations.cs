using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>What was given to a Service stays when a client leaves it out (pkg/registry/core/service/strategy.go patchAllocatedValues).</summary>
internal static class ServiceAllocations
{
    public static void CarryOver(JsonObject spec, JsonObject before)
    {
        if (before.Str("type") == "ExternalName")
            return;
        // Clients that know clusterIP only: the list follows it.
        var (ip, old) = (spec.Str("clusterIP"), before.Str("clusterIP"));
        if (string.IsNullOrEmpty(ip) && spec.Strings("clusterIPs").FirstOrDefault() is null && old is not null)
        {
            spec["clusterIP"] = old;
            spec["clusterIPs"] = before["clusterIPs"].Copy();
        }
        else if (ip != old && JsonNavigation.Same(spec["clusterIPs"], before["clusterIPs"]) && !string.IsNullOrEmpty(ip))
            spec["clusterIPs"] = new JsonArray(ip);
        else if (string.IsNullOrEmpty(ip) && spec.Strings("clusterIPs").FirstOrDefault() is { } first)
            spec["clusterIP"] = first;
        if (TrafficPolicyRules.NeedsHealthCheck(spec) && TrafficPolicyRules.NeedsHealthCheck(before) && before.PortNumber("healthCheckNodePort") is > 0 and var health)
            spec.SetWhenZero("healthCheckNodePort", health);
        if (!ServiceTypeChange.HasNodePorts(spec) || !ServiceTypeChange.HasNodePorts(before))
            return;
        foreach (var port in spec.Objects("ports").Where(p => p.PortNumber("nodePort") == 0))
        {
            var same = before.Objects("ports").FirstOrDefault(p => p.PortNumber("port") == port.PortNumber("port") && p.Str("protocol") == port.Str("protocol"));
            if (same.PortNumber("nodePort") is > 0 and var number)
                port["nodePort"] = number;
        }
    }
}
