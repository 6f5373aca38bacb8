using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Scheduling;

namespace Geofed.Simulation.Workloads;

/// <summary>Whether a DaemonSet has a pod on a node (pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod).</summary>
/// <param name="ShouldRun">One is to be made there.</param>
/// <param name="MayStay">One that is there may go on: taints that only keep new pods off do not send it away.</param>
internal readonly record struct NodeFit(bool ShouldRun, bool MayStay)
{
    public static NodeFit Of(JsonObject pod, JsonObject node)
    {
        if (pod.Str("spec", "nodeName") is { Length: > 0 } name && name != node.Name() || !MatchesLabels(pod, node))
            return default;
        var tolerations = Toleration.Of(pod);
        var repelling = Taint.Of(node).Where(taint => taint.Repels && !tolerations.Any(t => t.Tolerates(taint))).ToList();
        return new(repelling.Count == 0, repelling.All(taint => taint.Effect != "NoExecute"));
    }

    private static bool MatchesLabels(JsonObject pod, JsonObject node)
    {
        var labels = node.StringMap("metadata", "labels");
        return LabelSelector.FromMap(pod.StringMap("spec", "nodeSelector")).Matches(labels)
            && NodeTerms.From(pod.Obj("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"))?.Match(node.Name(), labels) != false;
    }
}
