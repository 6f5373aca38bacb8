using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.KubeFed;

/// <summary>
/// Where KubeFed would put an object, as a placement of Karmada's: a list of clusters, even an empty one, wins over a selector; neither is nowhere; and a
/// namespaced object goes nowhere where its namespace does not go.
/// </summary>
internal static class KubeFedPlacement
{
    /// <summary>Null for nowhere: an affinity that names nothing would mean everywhere to Karmada.</summary>
    public static JsonObject? Of(FederatedObject federated, IReadOnlyList<JsonObject> all, KubeFedReplicas? scheduling, Action<JsonObject, string> warn)
    {
        // A preference decides itself where replicas go, unless it is told to heed the object's placement.
        var affinity = scheduling is { HeedsPlacement: false } ? scheduling.Affinity : Affinity(federated.Source);
        if (scheduling is { HeedsPlacement: true })
            affinity = Both(affinity, scheduling.Affinity);
        if (federated.Namespace is { } ns)
        {
            if (all.FirstOrDefault(o => o.Str("kind") == "FederatedNamespace" && o.Name() == ns) is { } owner)
                affinity = Both(affinity, Affinity(owner));
            else
                warn(federated.Source, $"the FederatedNamespace {ns} is not among the objects: KubeFed sends nothing from a namespace without one, unless it serves that namespace only");
        }
        if (affinity is null)
            return null;
        return new()
        {
            ["clusterAffinity"] = affinity,
            ["replicaScheduling"] = scheduling?.Strategy.Copy() ?? new JsonObject { ["replicaSchedulingType"] = "Duplicated" },
        };
    }

    private static JsonObject? Affinity(JsonObject federated)
    {
        var placement = federated.Obj("spec", "placement");
        if (placement.Arr("clusters") is { } clusters)
            return Named(clusters.Objects().Select(c => c.Str("name")).OfType<string>());
        if (placement.Obj("clusterSelector") is not { } selector)
            return null;
        return selector.Count == 0 ? [] : new() { ["labelSelector"] = selector.Copy() };
    }

    internal static JsonObject? Named(IEnumerable<string> names)
    {
        var array = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
        return array.Count == 0 ? null : new() { ["clusterNames"] = array };
    }

    /// <summary>Names that stand in both, and the requirements of both selectors.</summary>
    private static JsonObject? Both(JsonObject? a, JsonObject? b)
    {
        if (a is null || b is null)
            return null;
        var both = new JsonObject();
        var lists = new[] { a, b }.Where(x => x.Arr("clusterNames") is not null).Select(x => x.Strings("clusterNames")).ToList();
        if (lists.Count > 0)
        {
            if (Named(lists.Aggregate((x, y) => x.Intersect(y))) is not { } named)
                return null;
            both["clusterNames"] = named["clusterNames"].Copy();
        }
        var requirements = new[] { a, b }.Select(x => x.Obj("labelSelector")).OfType<JsonObject>().SelectMany(Requirements).ToList();
        if (requirements.Count > 0)
            both["labelSelector"] = new JsonObject { ["matchExpressions"] = new JsonArray([.. requirements]) };
        return both;
    }

    private static IEnumerable<JsonNode> Requirements(JsonObject selector) => selector.StringMap("matchLabels")
        .Select(label => (JsonNode)new JsonObject { ["key"] = label.Key, ["operator"] = "In", ["values"] = new JsonArray(label.Value) })
        .Concat(selector.Objects("matchExpressions").Select(e => e.Copy()));
}
