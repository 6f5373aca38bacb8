using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>A topologySpreadConstraint: by how many pods the domains of a topology may differ.</summary>
internal sealed record SpreadConstraint(string TopologyKey, long MaxSkew, bool Required, LabelSelector? Selector, long MinDomains, bool HonorsAffinity, bool HonorsTaints)
{
    public static IReadOnlyList<SpreadConstraint> Of(JsonObject pod) =>
    [
        .. pod.Objects("spec", "topologySpreadConstraints").Select(c => new SpreadConstraint(
            c.Str("topologyKey") ?? "",
            c.Int("maxSkew") ?? 1,
            c.Str("whenUnsatisfiable") != "ScheduleAnyway",
            PodSelector.From(c, pod),
            c.Int("minDomains") ?? 1,
            c.Str("nodeAffinityPolicy") != "Ignore",
            c.Str("nodeTaintsPolicy") == "Honor")),
    ];

    public bool Counts(SchedulablePod pod, string ns) => pod.Namespace == ns && !pod.Deleting && Selector is not null && Selector.Matches(pod.Labels);

    /// <summary>Whether a node's domain is one of those that are compared.</summary>
    public bool Includes(NodeState node, SchedulablePod pod) =>
        (!HonorsAffinity || Filters.MatchesAffinity(pod, node)) && (!HonorsTaints || Filters.Untolerated(pod, node) is null);
}
