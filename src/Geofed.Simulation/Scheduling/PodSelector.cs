using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>The selector of pods in an affinity term or a spread constraint, with the keys whose values are those of the pod itself.</summary>
internal static class PodSelector
{
    /// <summary>Null, which matches nothing, when there is no selector.</summary>
    public static LabelSelector? From(JsonObject rule, JsonObject pod)
    {
        if (rule.Obj("labelSelector") is not { } selector)
            return null;
        var own = pod.StringMap("metadata", "labels");
        IEnumerable<LabelRequirement> Keys(string field, LabelOperator how) =>
            rule.Strings(field).Where(own.ContainsKey).Select(key => new LabelRequirement(key, how, [own[key]]));
        return new([.. LabelSelector.From(selector).Requirements, .. Keys("matchLabelKeys", LabelOperator.In), .. Keys("mismatchLabelKeys", LabelOperator.NotIn)]);
    }
}
