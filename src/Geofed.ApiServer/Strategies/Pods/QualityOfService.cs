using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>A pod's class of service, by its containers' cpu and memory (pkg/apis/core/helper/qos ComputePodQOS).</summary>
public static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <summary>BestEffort, Burstable or Guaranteed.</summary>
    public static string Of(JsonObject spec)
    {
        var (any, guaranteed) = (false, true);
        foreach (var container in spec.Objects("containers").Concat(spec.Objects("initContainers")))
        {
            var (requests, limits) = (ResourceRules.Amounts(container.Obj("resources"), "requests"), ResourceRules.Amounts(container.Obj("resources"), "limits"));
            foreach (var name in Counted)
            {
                var (request, limit) = (requests.GetValueOrDefault(name), limits.GetValueOrDefault(name));
                any |= request.Sign > 0 || limit.Sign > 0;
                guaranteed &= limit.Sign > 0 && (request.IsZero || request == limit);
            }
        }
        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }
}
