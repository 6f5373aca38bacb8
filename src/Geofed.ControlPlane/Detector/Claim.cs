using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Detector;

/// <summary>The marks by which a template, and its binding, say which policy they belong to (pkg/detector/claim.go).</summary>
internal static class Claim
{
    private static readonly string[] Labels = [KarmadaMarks.PolicyId, KarmadaMarks.ClusterPolicyId];
    private static readonly string[] Annotations = [KarmadaMarks.PolicyNamespace, KarmadaMarks.PolicyName, KarmadaMarks.ClusterPolicyName];

    /// <summary>The metadata that claims an object for a policy, or for none; what does not belong to it is null.</summary>
    public static JsonObject For(JsonObject? policy)
    {
        var labels = new JsonObject([.. Labels.Select(l => KeyValuePair.Create(l, (JsonNode?)null))]);
        var annotations = new JsonObject([.. Annotations.Select(a => KeyValuePair.Create(a, (JsonNode?)null))]);
        if (policy?.Namespace() is { } ns)
        {
            labels[KarmadaMarks.PolicyId] = policy.Label(KarmadaMarks.PolicyId) ?? policy.Uid();
            annotations[KarmadaMarks.PolicyNamespace] = ns;
            annotations[KarmadaMarks.PolicyName] = policy.Name();
        }
        else if (policy is not null)
        {
            labels[KarmadaMarks.ClusterPolicyId] = policy.Label(KarmadaMarks.ClusterPolicyId) ?? policy.Uid();
            annotations[KarmadaMarks.ClusterPolicyName] = policy.Name();
        }
        return new() { ["labels"] = labels, ["annotations"] = annotations };
    }

    public static bool Holds(JsonObject o, JsonObject claim) =>
        claim.Obj("labels")!.All(l => o.Label(l.Key) == l.Value.Str()) && claim.Obj("annotations")!.All(a => o.Annotation(a.Key) == a.Value.Str());

    public static bool IsClaimed(JsonObject o) => Labels.Any(l => o.Label(l) is not null);

    public static bool IsClaimedBy(JsonObject o, JsonObject policy) => policy.Namespace() is { } ns
        ? o.Annotation(KarmadaMarks.PolicyName) == policy.Name() && o.Annotation(KarmadaMarks.PolicyNamespace) == ns
        : o.Annotation(KarmadaMarks.ClusterPolicyName) == policy.Name() && o.Annotation(KarmadaMarks.PolicyName) is null;
}
