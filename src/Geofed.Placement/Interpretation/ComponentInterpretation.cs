using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Interpretation;

/// <summary>The components of a binding: pods of several sizes that belong together (Component of work.karmada.io/v1alpha2). Karmada has them from its third-party interpreters.</summary>
internal static class ComponentInterpretation
{
    /// <summary>Null for what has replicas instead, and for kinds whose pods are not known.</summary>
    public static JsonArray? Get(JsonObject o)
    {
        if (ResourceInterpreter.Id(o) == "batch/v1 Job" || PodSets.Of(o) is not { Count: > 0 } sets)
            return null;
        return new([.. sets.Select((set, i) => (JsonNode)Component(set, i, sets))]);
    }

    private static JsonObject Component(PodSet set, int index, IReadOnlyList<PodSet> all)
    {
        var unique = set.Name.Length > 0 && all.Count(s => s.Name == set.Name) == 1;
        var component = new JsonObject { ["name"] = unique ? set.Name : $"{(set.Name.Length > 0 ? set.Name : "pods")}-{index}", ["replicas"] = set.Count };
        if (ReplicaInterpretation.Requirements(set.Template.Obj("spec")) is { } requirements)
            component["replicaRequirements"] = requirements;
        return component;
    }
}
