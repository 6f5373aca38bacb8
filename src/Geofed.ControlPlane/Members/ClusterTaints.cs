using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// The taints that a Cluster's Ready condition calls for: "not-ready" when it is False, "unreachable" when it is Unknown, none when it is True
/// (pkg/controllers/cluster/cluster_controller.go). NoSchedule keeps new workloads away at once; NoExecute, which drives workloads away, follows when the
/// member stays away. (Karmada has given the latter up in 1.14; there it takes a ClusterTaintPolicy.)
/// </summary>
internal static class ClusterTaints
{
    public static JsonArray For(JsonObject cluster, FailoverOptions failover, DateTimeOffset now)
    {
        var before = cluster.Objects("spec", "taints").ToList();
        var taints = new JsonArray([.. before.Where(t => !IsOfHealth(t, failover)).Select(t => (JsonNode)t.Copy())]);
        if (Key(cluster) is not { } key)
            return taints;
        taints.Add(new JsonObject { ["key"] = key, ["effect"] = "NoSchedule" });
        // One that is there already keeps the time since which it counts.
        if (DrivesAwayIn(cluster, failover, now) <= TimeSpan.Zero)
            taints.Add(before.FirstOrDefault(t => t.Str("key") == key && IsNoExecute(t)).Copy() ?? new JsonObject { ["key"] = key, ["effect"] = "NoExecute" });
        return taints;
    }

    /// <summary>How long until a member that is not ready is to be left; null for one that is ready, or that is never left by itself.</summary>
    public static TimeSpan? DrivesAwayIn(JsonObject cluster, FailoverOptions failover, DateTimeOffset now) =>
        failover.Automatic && Key(cluster) is not null && KubeTime.Parse(cluster.Condition("Ready").Str("lastTransitionTime")) is { } since
            ? since + failover.TaintAfter - now
            : null;

    private static string? Key(JsonObject cluster) => cluster.Condition("Ready").Str("status") switch
    {
        "False" => KarmadaMarks.TaintNotReady,
        "Unknown" => KarmadaMarks.TaintUnreachable,
        _ => null,
    };

    private static bool IsNoExecute(JsonObject taint) => taint.Str("effect") == "NoExecute";

    private static bool IsOfHealth(JsonObject taint, FailoverOptions failover) =>
        taint.Str("key") is KarmadaMarks.TaintNotReady or KarmadaMarks.TaintUnreachable
        && (taint.Str("effect") == "NoSchedule" || failover.Automatic && IsNoExecute(taint));
}
