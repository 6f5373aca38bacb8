using System.Text.Json.Nodes;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Placement.Policies;

namespace Geofed.Cmdlets.Resources;

/// <summary>What manifests that are published together need of each other: their order, and which of them are placed by a policy among them.</summary>
internal sealed class PublicationPlan(IReadOnlyList<(JsonObject Object, string Source)> manifests)
{
    private readonly JsonObject[] _policies = [.. manifests.Select(m => m.Object).Where(o => o.Kind() is { Group: "policy.karmada.io", Kind: "PropagationPolicy" or "ClusterPropagationPolicy" })];

    /// <summary>Namespaces and definitions before what needs them, overrides before what they change, policies last.</summary>
    public IEnumerable<(JsonObject Object, string Source)> Ordered => manifests.OrderBy(m => m.Object.Kind() switch
    {
        { Group: "", Kind: "Namespace" } => 0,
        { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" } => 1,
        { Group: "policy.karmada.io", Kind: "OverridePolicy" or "ClusterOverridePolicy" } => 2,
        { Group: "policy.karmada.io" } => 4,
        _ => 3,
    });

    /// <summary>Whether it needs a policy of its own.</summary>
    public bool NeedsPolicy(JsonObject template) => FederatedResources.IsPlaced(template) && !_policies.Any(policy => PolicyMatcher.Matches(template, policy));
}
