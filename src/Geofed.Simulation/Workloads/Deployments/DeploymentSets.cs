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
    public static bool SameTemplate(JsonObject a, JsonObject b) => JsonNavigation.Same(WithoutHash(a), WithoutHash(b));

    private static JsonObject? WithoutHash(JsonObject o)
    {
        var template = o.Obj("spec", "template").Copy();
        template.Obj("metadata", "labels")?.Remove(DeploymentMarks.TemplateHash);
        if (template.Obj("metadata", "labels") is { Count: 0 })
            template.Obj("metadata")!.Remove("labels");
        return template;
    }
}
