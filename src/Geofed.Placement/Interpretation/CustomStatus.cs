using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>
/// What can be made of the status of a kind that nobody has explained, by the conventions of Kubernetes' API: Ready and Available, numbers that count,
/// conditions. Karmada leaves such a template without a status and without health.
/// </summary>
public static class CustomStatus
{
    /// <summary>Null when its conditions say nothing.</summary>
    public static bool? IsHealthy(JsonObject live)
    {
        var conditions = live.Objects("status", "conditions").ToLookup(c => c.Str("type"), c => c.Str("status"));
        if (conditions["Failed"].Contains("True") || live.Str("status", "phase") is "Failed" or "Error")
            return false;
        foreach (var type in new[] { "Ready", "Available", "Complete", "Succeeded" })
        {
            if (conditions[type].FirstOrDefault() is { } status)
                return status == "True" ? true : type is "Ready" or "Available" ? false : null;
        }
        return null;
    }

    /// <summary>One cluster's status is the template's; those of several are put together. Null when there is none.</summary>
    public static JsonObject? Aggregate(JsonObject template, JsonArray? items)
    {
        var statuses = items.Objects().Select(i => i.Obj("status")).OfType<JsonObject>().ToList();
        if (statuses.Count == 0)
            return null;
        var status = statuses.Count == 1 ? statuses[0].Copy() : Together([.. statuses]);
        if (status.ContainsKey("observedGeneration"))
            status["observedGeneration"] = statuses.Count == items!.Count ? template.Int("metadata", "generation") : template.Int("status", "observedGeneration");
        return status;
    }

    private static JsonObject Together(JsonObject[] parts)
    {
        var together = new JsonObject();
        foreach (var key in parts.SelectMany(p => p.Select(f => f.Key)).Distinct())
        {
            var values = parts.Select(p => p[key]).OfType<JsonNode>().ToArray();
            if ((key == "conditions" ? Conditions(values) : Together(values)) is { } value)
                together[key] = value;
        }
        return together;
    }

    /// <summary>Numbers are summed, flags must all be set, lists are joined; words on which the clusters do not agree are left out.</summary>
    private static JsonNode? Together(JsonNode[] values) => values[0] switch
    {
        JsonObject when values.All(v => v is JsonObject) => Together([.. values.Cast<JsonObject>()]),
        JsonArray => new JsonArray([.. values.OfType<JsonArray>().SelectMany(a => a).Select(n => n?.DeepClone())]),
        JsonValue when values.All(v => v.Int() is not null) => values.Sum(v => v.Int()!.Value),
        JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => values.All(x => x.Bool() == true),
        var first => values.All(v => JsonNavigation.Same(v, first)) ? first.DeepClone() : null,
    };

    /// <summary>Of each type the worst: False, then Unknown, then True.</summary>
    private static JsonArray Conditions(JsonNode[] lists) => new([.. lists.SelectMany(l => l.Objects())
        .GroupBy(c => c.Str("type"))
        .Select(type => (JsonNode)type.MinBy(c => c.Str("status") switch { "False" => 0, "Unknown" => 1, _ => 2 })!.Copy())]);
}
