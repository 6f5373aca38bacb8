using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>
/// Fields that belonged to the former type of a Service go with it, unless the client changed them (pkg/registry/core/service/strategy.go dropTypeDependentFields).
/// </summary>
internal static class ServiceTypeChange
{
    public static void Drop(JsonObject spec, JsonObject before)
    {
        if (!HasClusterIP(spec) && HasClusterIP(before))
            DropSame(spec, before, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
        if (!HasNodePorts(spec) && HasNodePorts(before) && NodePorts(spec).SequenceEqual(NodePorts(before)))
        {
            foreach (var port in spec.Objects("ports"))
                port.Remove("nodePort");
        }
        if (!TrafficPolicyRules.NeedsHealthCheck(spec) && TrafficPolicyRules.NeedsHealthCheck(before))
            DropSame(spec, before, "healthCheckNodePort");
        if (spec.Str("type") != "LoadBalancer" && before.Str("type") == "LoadBalancer")
            DropSame(spec, before, "allocateLoadBalancerNodePorts", "loadBalancerClass");
        if (!TrafficPolicyRules.IsReachable(spec) && TrafficPolicyRules.IsReachable(before))
            DropSame(spec, before, "externalTrafficPolicy");
    }

    public static bool HasClusterIP(JsonObject spec) => spec.Str("type") != "ExternalName";

    public static bool HasNodePorts(JsonObject spec) =>
        spec.Str("type") == "NodePort" || (spec.Str("type") == "LoadBalancer" && spec.Bool("allocateLoadBalancerNodePorts") != false);

    private static IEnumerable<long> NodePorts(JsonObject spec) => spec.Objects("ports").Select(p => p.PortNumber("nodePort"));

    private static void DropSame(JsonObject spec, JsonObject before, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (JsonNavigation.Same(spec[key], before[key]))
                spec.Remove(key);
        }
    }
}
