using System.Text.Json.Nodes;
using Geofed.Model;

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
        var repelling = node.Objects("spec", "taints").Where(t => t.Str("effect") is "NoSchedule" or "NoExecute" && !pod.Objects("spec", "tolerations").Any(o => Tolerates(o, t))).ToList();
        return new(repelling.Count == 0, repelling.All(t => t.Str("effect") != "NoExecute"));
    }

    private static bool MatchesLabels(JsonObject pod, JsonObject node)
    {
        var labels = node.StringMap("metadata", "labels");
        return LabelSelector.FromMap(pod.StringMap("spec", "nodeSelector")).Matches(labels)
            && (pod.Obj("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution") is not { } required
                || required.Objects("nodeSelectorTerms").Any(term => MatchesTerm(term, node, labels)));
    }

    // A term without any requirement matches nothing.
    private static bool MatchesTerm(JsonObject term, JsonObject node, IReadOnlyDictionary<string, string> labels)
    {
        var (expressions, fields) = (term.Objects("matchExpressions").ToList(), term.Objects("matchFields").ToList());
        var named = new Dictionary<string, string> { ["metadata.name"] = node.Name() };
        return expressions.Count + fields.Count > 0 && expressions.TrueForAll(e => LabelRequirement.From(e).Matches(labels)) && fields.TrueForAll(f => LabelRequirement.From(f).Matches(named));
    }

    private static bool Tolerates(JsonObject toleration, JsonObject taint) =>
        toleration.Str("effect") is null or "" || toleration.Str("effect") == taint.Str("effect")
            ? (toleration.Str("key") is null or "" || toleration.Str("key") == taint.Str("key"))
                && (toleration.Str("operator") == "Exists" || string.Equals(toleration.Str("value") ?? "", taint.Str("value") ?? "", StringComparison.Ordinal))
            : false;
}
