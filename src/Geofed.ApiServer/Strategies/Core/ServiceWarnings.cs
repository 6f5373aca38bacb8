using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>What is accepted of a Service and has no effect (pkg/api/service/warnings.go).</summary>
internal static class ServiceWarnings
{
    public static IEnumerable<string> Of(JsonObject service)
    {
        var spec = service.Obj("spec") ?? [];
        var (type, external) = (spec.Str("type"), spec.Arr("externalIPs") is { Count: > 0 });
        if (service.Annotation("service.kubernetes.io/topology-aware-hints") is not null)
            yield return "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead";
        var isHeadless = type == "ClusterIP" && spec.Str("clusterIP") == "None";
        if (isHeadless)
        {
            if (spec.Str("loadBalancerIP") is { Length: > 0 })
                yield return "spec.loadBalancerIP is ignored for headless services";
            if (external)
                yield return "spec.externalIPs is ignored for headless services";
            if (spec.Str("sessionAffinity") != "None")
                yield return "spec.SessionAffinity is ignored for headless services";
        }
        if (external && !isHeadless && type != "ExternalName")
            yield return "spec.externalIPs is deprecated and may no longer be implemented in some clusters";
        if (type == "ExternalName" && external)
            yield return "spec.externalIPs is ignored when spec.type is \"ExternalName\"";
        if (type != "ExternalName" && spec.Str("externalName") is { Length: > 0 })
            yield return "spec.externalName is ignored when spec.type is not \"ExternalName\"";
        if (spec.Str("trafficDistribution") == "PreferClose")
            yield return "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"";
    }
}
