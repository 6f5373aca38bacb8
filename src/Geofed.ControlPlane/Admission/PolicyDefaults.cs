using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Admission;

/// <summary>What a policy's author may leave out (pkg/webhook/propagationpolicy/mutating.go, pkg/webhook/overridepolicy/mutating.go).</summary>
internal static class PolicyDefaults
{
    /// <param name="toleration">Karmada's --default-not-ready-toleration-seconds and --default-unreachable-toleration-seconds.</param>
    public static void Propagation(JsonObject policy, bool namespaced, TimeSpan toleration)
    {
        policy.Ensure("metadata", "labels").TryAdd(namespaced ? KarmadaMarks.PolicyId : KarmadaMarks.ClusterPolicyId, Guid.NewGuid().ToString());
        Selectors(policy, namespaced);
        var placement = policy.Ensure("spec", "placement");
        Spread(placement);
        if (placement.Obj("replicaScheduling") is { } scheduling
            && scheduling.Str("replicaSchedulingType") == "Divided" && string.IsNullOrEmpty(scheduling.Str("replicaDivisionPreference")))
            scheduling["replicaDivisionPreference"] = "Weighted";
        Tolerate(placement, KarmadaMarks.TaintNotReady, toleration);
        Tolerate(placement, KarmadaMarks.TaintUnreachable, toleration);
    }

    /// <summary>A namespaced policy selects in its own namespace.</summary>
    public static void Selectors(JsonObject policy, bool namespaced)
    {
        if (!namespaced)
            return;
        foreach (var selector in policy.Objects("spec", "resourceSelectors"))
        {
            if (string.IsNullOrEmpty(selector.Str("namespace")))
                selector["namespace"] = policy.Namespace();
        }
    }

    private static void Spread(JsonObject placement)
    {
        foreach (var constraint in placement.Objects("spreadConstraints"))
        {
            if (string.IsNullOrEmpty(constraint.Str("spreadByField")) && string.IsNullOrEmpty(constraint.Str("spreadByLabel")))
                constraint["spreadByField"] = "cluster";
            if (constraint.Int("minGroups") is null or 0)
                constraint["minGroups"] = 1;
        }
    }

    /// <summary>A cluster that is marked for eviction keeps what runs there for a while, unless the author says otherwise.</summary>
    private static void Tolerate(JsonObject placement, string key, TimeSpan toleration)
    {
        var tolerations = placement.Arr("clusterTolerations");
        if (tolerations.Objects().Any(t => t.Str("key") == key && t.Str("effect") is null or "" or "NoExecute"))
            return;
        if (tolerations is null)
            placement["clusterTolerations"] = tolerations = [];
        tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = (long)toleration.TotalSeconds });
    }
}
