using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>
/// Which families of addresses a Service has, in a cluster with IPv4 only (pkg/registry/core/service/storage/alloc.go initIPFamilyFields).
/// </summary>
internal static class ServiceFamilies
{
    public static void Default(JsonObject spec)
    {
        if (!ServiceTypeChange.HasClusterIP(spec))
            return;
        if (spec.Str("clusterIP") is { Length: > 0 } ip && spec["clusterIPs"] is null)
            spec["clusterIPs"] = new JsonArray(ip);
        // Whoever fills in the endpoints of a headless Service may do so in both families.
        if (ServiceRules.IsHeadless(spec) && spec.Obj("selector") is null or { Count: 0 })
        {
            spec.SetWhenAbsent("ipFamilyPolicy", "RequireDualStack");
            spec.SetWhenAbsent("ipFamilies", spec.Str("ipFamilyPolicy") == "SingleStack" ? new JsonArray("IPv4") : new JsonArray("IPv4", "IPv6"));
            return;
        }
        var isDual = spec.Arr("clusterIPs") is { Count: 2 } || spec.Arr("ipFamilies") is { Count: 2 };
        spec.SetWhenAbsent("ipFamilyPolicy", isDual ? "RequireDualStack" : "SingleStack");
        spec.SetWhenAbsent("ipFamilies", new JsonArray("IPv4"));
    }

    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        if (!ServiceTypeChange.HasClusterIP(spec) || (ServiceRules.IsHeadless(spec) && spec.Obj("selector") is null or { Count: 0 }))
            return;
        if (spec.Str("ipFamilyPolicy") == "RequireDualStack")
            errors.Invalid("spec.ipFamilyPolicy", "RequireDualStack", "this cluster is not configured for dual-stack services");
        var i = 0;
        foreach (var family in spec.Strings("ipFamilies"))
        {
            if (family == "IPv6")
                errors.Invalid($"spec.ipFamilies[{i}]", family, "not configured on this cluster");
            i++;
        }
    }
}
