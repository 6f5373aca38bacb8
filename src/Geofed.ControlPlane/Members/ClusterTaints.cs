using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// The taints that a Cluster's Ready condition calls for: "not-ready" when it is False, "unreachable" when it is Unknown, none when it is True;
/// they keep new workloads away and move none (pkg/controllers/cluster/cluster_controller.go; NoExecute is not automatic since Karmada 1.14).
/// </summary>
internal static class ClusterTaints
{
    public static JsonArray For(JsonObject cluster)
    {
        var taints = new JsonArray([.. cluster.Objects("spec", "taints").Where(t => !IsOfHealth(t)).Select(t => (JsonNode)t.Copy())]);
        var key = cluster.Condition("Ready").Str("status") switch
        {
            "False" => KarmadaMarks.TaintNotReady,
            "Unknown" => KarmadaMarks.TaintUnreachable,
            _ => null,
        };
        if (key is not null)
            taints.Add(new JsonObject { ["key"] = key, ["effect"] = "NoSchedule" });
        return taints;
    }

    private static bool IsOfHealth(JsonObject taint) =>
        taint.Str("effect") == "NoSchedule" && taint.Str("key") is KarmadaMarks.TaintNotReady or KarmadaMarks.TaintUnreachable;
}
