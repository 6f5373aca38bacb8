using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>
/// Writes the PropagationPolicy of a job from the order of clusters that an intent comes to: Karmada tries the groups of clusterAffinities one after the other, and takes the
/// first that can run it. Pure.
/// </summary>
public static class IntentPolicy
{
    /// <param name="assessments">As the compiler orders them.</param>
    public static JsonObject For(JsonObject template, JobIntent intent, IReadOnlyList<Assessment> assessments)
    {
        var policy = PropagationPolicy.For(template, new() { Whole = !intent.Divide }, new Dictionary<string, string>());
        var placement = policy.Ensure("spec", "placement");
        var candidates = assessments.Where(a => a.IsCandidate).Select(a => a.Cluster).ToList();
        if (intent.Divide)
        {
            placement["clusterAffinity"] = new JsonObject { ["clusterNames"] = Names(candidates) };
            placement["replicaScheduling"] = new JsonObject { ["replicaSchedulingType"] = "Divided", ["replicaDivisionPreference"] = "Aggregated" };
        }
        else
        {
            placement["clusterAffinities"] = new JsonArray([.. candidates.Select(c => new JsonObject { ["affinityName"] = c, ["clusterNames"] = Names([c]) })]);
        }
        policy.Ensure("metadata", "annotations")[GeofedMarks.Intent] = Annotation(intent).ToText();
        return policy;
    }

    /// <summary>What was wanted, for people and for placing it anew: only what was said.</summary>
    private static JsonObject Annotation(JobIntent intent)
    {
        var o = new JsonObject();
        if (intent.Dataset is not null)
            o["dataset"] = intent.Dataset.Name;
        if (intent.Near is not null)
            o["near"] = intent.Near;
        if (intent.MaxRoundTripMs is { } most)
            o["maxRoundTripMs"] = most;
        if (intent.Prefer is { } prefer)
            o["prefer"] = prefer.ToString();
        if (intent.SpareCapacity)
            o["spareCapacity"] = true;
        if (intent.Divide)
            o["divide"] = true;
        if (intent.Order == Preference.Cheapest)
            o["expectedHours"] = intent.ExpectedHours;
        if (intent.Clusters.Count > 0)
            o["clusters"] = Names(intent.Clusters);
        if (intent.Regions.Count > 0)
            o["regions"] = Names(intent.Regions);
        return o;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
