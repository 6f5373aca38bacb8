using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A Deployment's ReplicaSets: the one with its template, if there is one yet, and the others, oldest first.</summary>
internal sealed record DeploymentSets(JsonObject? New, IReadOnlyList<JsonObject> Old)
{
    public IReadOnlyList<JsonObject> All => New is null ? Old : [.. Old, New];

    public IEnumerable<JsonObject> ActiveOld => Old.Where(s => s.Count("spec", "replicas") > 0);

    public int Total(params string[] count) => All.Sum(s => s.Count(count));

    /// <summary>Of several sets with the template the oldest is the new one (FindNewReplicaSet).</summary>
    public static DeploymentSets Of(JsonObject deployment, IEnumerable<JsonObject> sets)
    {
        var sorted = sets.OrderBy(s => s.Created()).ThenBy(s => s.Name(), StringComparer.Ordinal).ToList();
        var current = sorted.Find(s => SameTemplate(s, deployment));
        return new(current, [.. sorted.Where(s => s != current)]);
    }

    /// <summary>Whether the pods would be the same; the label with the hash is the ReplicaSet's own (EqualIgnoreHash).</summary>
    public static bool SameTemplate(JsonObject a, JsonObject b) =>
        Same(a.Obj("spec", "template"), b.Obj("spec", "template"), "metadata", (x, y) => Same(x, y, "labels", SameLabels));

    private static bool SameLabels(JsonObject? a, JsonObject? b) =>
        Labels(a).Count() == Labels(b).Count() && Labels(a).All(l => JsonNavigation.Same(l.Value, b?[l.Key]));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Labels(JsonObject? labels) => (labels ?? []).Where(l => l.Key != DeploymentMarks.TemplateHash);

    /// <summary>Equality, but for one part that has its own.</summary>
    private static bool Same(JsonObject? a, JsonObject? b, string part, Func<JsonObject?, JsonObject?, bool> sameParts) =>
        (a is null) == (b is null) && sameParts(a.Obj(part), b.Obj(part))
        && (a ?? []).Select(p => p.Key).Union((b ?? []).Select(p => p.Key)).Where(key => key != part).All(key => JsonNavigation.Same(a![key], b![key]));
}
