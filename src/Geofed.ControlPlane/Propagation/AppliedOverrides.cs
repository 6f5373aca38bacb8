using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Overriding;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Changes a manifest for a cluster as the override policies say, and names on its Work what was applied (pkg/controllers/binding/common.go).</summary>
internal static class AppliedOverrides
{
    /// <exception cref="OverrideException">An override that applies cannot be carried out.</exception>
    public static (JsonObject Manifest, JsonObject Annotations) Of(JsonObject manifest, JsonObject cluster, ControlPlaneCaches caches)
    {
        var policies = manifest.Namespace() is { } ns ? caches.Overrides.List(ns) : [];
        var result = OverrideApplier.Apply(manifest, cluster, caches.ClusterOverrides.List().Where(IsInForce), policies.Where(IsInForce));
        var annotations = new JsonObject();
        if (result.ClusterOverrides.Count > 0)
            annotations[KarmadaMarks.AppliedClusterOverrides] = Show(result.ClusterOverrides);
        if (result.Overrides.Count > 0)
            annotations[KarmadaMarks.AppliedOverrides] = Show(result.Overrides);
        return (result.Object, annotations);
    }

    private static bool IsInForce(JsonObject policy) => !policy.IsDeleting();

    private static string Show(IEnumerable<AppliedOverride> applied) => new JsonArray([.. applied.Select(a => (JsonNode)new JsonObject
    {
        ["policyName"] = a.PolicyName,
        ["overriders"] = a.Overriders.Copy(),
    })]).ToText();
}
