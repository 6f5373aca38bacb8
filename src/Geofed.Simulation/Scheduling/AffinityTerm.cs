using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>Which pods a pod wants near, or far: those that match, in some namespaces, in the same domain of a topology.</summary>
internal sealed record AffinityTerm(LabelSelector? Selector, IReadOnlySet<string> Namespaces, LabelSelector? NamespaceSelector, string TopologyKey)
{
    /// <summary>How much it counts where it is a preference.</summary>
    public long Weight { get; init; }

    /// <param name="kind">podAffinity or podAntiAffinity.</param>
    public static IReadOnlyList<AffinityTerm> Required(JsonObject pod, string kind) =>
        [.. pod.Obj("spec", "affinity", kind).Objects("requiredDuringSchedulingIgnoredDuringExecution").Select(term => From(term, pod))];

    public static IReadOnlyList<AffinityTerm> Preferred(JsonObject pod, string kind) =>
    [
        .. pod.Obj("spec", "affinity", kind).Objects("preferredDuringSchedulingIgnoredDuringExecution")
            .Select(term => From(term.Obj("podAffinityTerm") ?? [], pod) with { Weight = term.Int("weight") ?? 0 }),
    ];

    public bool Matches(SchedulablePod pod, ClusterState cluster) =>
        Selector is not null && (Namespaces.Contains(pod.Namespace) || (NamespaceSelector?.Matches(cluster.NamespaceLabels(pod.Namespace)) ?? false)) && Selector.Matches(pod.Labels);

    private static AffinityTerm From(JsonObject term, JsonObject pod)
    {
        var namespaces = term.Strings("namespaces").ToHashSet(StringComparer.Ordinal);
        var byLabels = term.Obj("namespaceSelector");
        if (namespaces.Count == 0 && byLabels is null)
            namespaces.Add(pod.Namespace() ?? "");
        return new(PodSelector.From(term, pod), namespaces, byLabels is null ? null : LabelSelector.From(byLabels), term.Str("topologyKey") ?? "");
    }
}
