using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>What the pods of a binding's workload take, where it runs as a whole: its components, when they are not alike, or its replicas.</summary>
public static class BindingPods
{
    /// <summary>By size; the requirements as they are written there.</summary>
    public static IReadOnlyList<(JsonObject? Requirements, long Replicas)> Needs(JsonObject binding) => binding.Arr("spec", "components") is { Count: > 0 } components
        ? [.. components.Objects().Select(c => (c.Obj("replicaRequirements"), c.Int("replicas") ?? 0))]
        : [(binding.Obj("spec", "replicaRequirements"), binding.Int("spec", "replicas") ?? 0)];

    /// <summary>The same, ready to be counted with.</summary>
    public static IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Sets(JsonObject binding) => [.. Needs(binding).Select(need => (ReplicaClaim.From(need.Requirements), need.Replicas))];
}
