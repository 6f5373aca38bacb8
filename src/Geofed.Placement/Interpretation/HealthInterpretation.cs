using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/healthy.go.</summary>
internal static class HealthInterpretation
{
    public static bool? IsHealthy(JsonObject o) => ResourceInterpreter.Id(o) switch
    {
        "apps/v1 Deployment" or "apps/v1 StatefulSet" => IsObserved(o)
            && Count(o, "updatedReplicas") >= (o.Int("spec", "replicas") ?? 0) && Count(o, "availableReplicas") >= Count(o, "updatedReplicas"),
        "apps/v1 ReplicaSet" => IsObserved(o) && Count(o, "availableReplicas") >= (o.Int("spec", "replicas") ?? 0),
        "apps/v1 DaemonSet" => IsObserved(o)
            && Count(o, "updatedNumberScheduled") >= Count(o, "desiredNumberScheduled") && Count(o, "numberAvailable") >= Count(o, "updatedNumberScheduled"),
        "v1 Service" => o.Str("spec", "type") != "LoadBalancer" || HasAddress(o),
        "networking.k8s.io/v1 Ingress" => HasAddress(o),
        "v1 PersistentVolumeClaim" => o.Str("status", "phase") == "Bound",
        "v1 Pod" => o.Str("status", "phase") switch
        {
            "Succeeded" => true,
            "Running" => o.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "True"),
            _ => false,
        },
        "policy/v1 PodDisruptionBudget" => Count(o, "currentHealthy") >= Count(o, "desiredHealthy"),
        _ => null,
    };

    private static bool IsObserved(JsonObject o) => Count(o, "observedGeneration") == (o.Int("metadata", "generation") ?? 0);

    private static long Count(JsonObject o, string field) => o.Int("status", field) ?? 0;

    private static bool HasAddress(JsonObject o) => o.Objects("status", "loadBalancer", "ingress").Any(i => i.Str("ip") is { Length: > 0 } || i.Str("hostname") is { Length: > 0 });
}
