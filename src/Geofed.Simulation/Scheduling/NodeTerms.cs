using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>A v1.NodeSelector: one of its terms must hold; one without requirements holds nowhere (component-helpers scheduling/corev1/nodeaffinity).</summary>
internal sealed record NodeTerms(IReadOnlyList<NodeTerm> Terms)
{
    public static NodeTerms? From(JsonObject? selector) =>
        selector is null ? null : new([.. selector.Objects("nodeSelectorTerms").Select(NodeTerm.From)]);

    public bool Match(string name, IReadOnlyDictionary<string, string> labels) => Terms.Any(term => term.Matches(name, labels));
}

/// <summary>Requirements on a node's labels and on its name, all of which must hold.</summary>
internal sealed record NodeTerm(IReadOnlyList<LabelRequirement> Labels, IReadOnlyList<LabelRequirement> Fields)
{
    public static NodeTerm From(JsonObject term) =>
        new([.. term.Objects("matchExpressions").Select(LabelRequirement.From)], [.. term.Objects("matchFields").Select(LabelRequirement.From)]);

    public bool Matches(string name, IReadOnlyDictionary<string, string> labels)
    {
        if (Labels.Count + Fields.Count == 0 || !Labels.All(requirement => requirement.Matches(labels)))
            return false;
        return Fields.Count == 0 || Fields.All(requirement => requirement.Matches(new Dictionary<string, string> { ["metadata.name"] = name }));
    }
}
