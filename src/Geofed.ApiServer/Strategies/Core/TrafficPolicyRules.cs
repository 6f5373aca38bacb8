using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Where a Service's traffic goes (validateServiceExternalTrafficPolicy and its neighbours).</summary>
internal static class TrafficPolicyRules
{
    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var policy = spec.Str("externalTrafficPolicy") ?? "";
        if (IsReachable(spec))
            errors.OneOf(spec, "externalTrafficPolicy", "spec", "Cluster", "Local");
        else if (policy.Length > 0)
            errors.Invalid("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services");
        var port = spec.PortNumber("healthCheckNodePort");
        if (!NeedsHealthCheck(spec))
        {
            if (port != 0)
                errors.Invalid("spec.healthCheckNodePort", port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }
        else if (port == 0)
            errors.Required("spec.healthCheckNodePort");
        else
            errors.Port("spec.healthCheckNodePort", port);
        errors.OneOfIfSet(spec, "internalTrafficPolicy", "spec", "Cluster", "Local");
        errors.OneOfIfSet(spec, "trafficDistribution", "spec", "PreferClose", "PreferSameNode", "PreferSameZone");
    }

    public static void ValidateUpdate(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        if (NeedsHealthCheck(spec) && NeedsHealthCheck(before) && spec.PortNumber("healthCheckNodePort") != before.PortNumber("healthCheckNodePort"))
            errors.Forbidden("spec.healthCheckNodePort", Values.Immutable);
    }

    /// <summary>Whether anything outside the cluster can reach it.</summary>
    public static bool IsReachable(JsonObject spec) =>
        spec.Str("type") is "LoadBalancer" or "NodePort" || (spec.Str("type") == "ClusterIP" && spec.Arr("externalIPs") is { Count: > 0 });

    public static bool NeedsHealthCheck(JsonObject spec) => spec.Str("type") == "LoadBalancer" && spec.Str("externalTrafficPolicy") == "Local";
}
