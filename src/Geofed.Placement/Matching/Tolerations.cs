using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Matching;

/// <summary>Taints of clusters and what tolerates them (k8s.io/api/core/v1 toleration.go).</summary>
public static class Tolerations
{
    public static bool Tolerates(JsonObject toleration, JsonObject taint)
    {
        if (toleration.Str("effect") is { Length: > 0 } effect && effect != taint.Str("effect"))
            return false;
        if (toleration.Str("key") is { Length: > 0 } key && key != taint.Str("key"))
            return false;
        return toleration.Str("operator") switch
        {
            null or "" or "Equal" => (toleration.Str("value") ?? "") == (taint.Str("value") ?? ""),
            "Exists" => true,
            _ => false,
        };
    }

    /// <summary>The first taint that keeps new workloads away and is not tolerated.</summary>
    internal static JsonObject? FirstUntolerated(ClusterFacts cluster, JsonNode? placement) => !cluster.IsRepelling ? null : cluster.RepellingTaints
        .FirstOrDefault(taint => !placement.Objects("clusterTolerations").Any(t => Tolerates(t, taint)));

    /// <summary>"key=value:Effect", or "key:Effect" for one without a value.</summary>
    public static string Show(JsonObject taint) =>
        taint.Str("value") is { Length: > 0 } value ? $"{taint.Str("key")}={value}:{taint.Str("effect")}" : $"{taint.Str("key")}:{taint.Str("effect")}";
}
