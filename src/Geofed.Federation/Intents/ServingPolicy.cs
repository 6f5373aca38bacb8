using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>
/// Writes the PropagationPolicy of something that serves users: static weights, which are the replicas themselves. The affinity is as wide as was asked for, so that
/// others take over when all those with weights are lost. Pure.
/// </summary>
public static class ServingPolicy
{
    public static JsonObject For(JsonObject template, ServingIntent intent, ServingPlan plan)
    {
        var policy = PropagationPolicy.For(template, new() { Clusters = intent.Clusters, Regions = intent.Regions, MaxPerCluster = intent.MaxPerCluster }, new Dictionary<string, string>());
        policy.Ensure("spec", "placement")["replicaScheduling"] = PropagationPolicy.Divided(plan.Shares.Where(s => s.Replicas > 0).ToDictionary(s => s.Cluster, s => s.Replicas));
        policy.Ensure("metadata", "annotations")[GeofedMarks.Intent] = Annotation(intent).ToText();
        return policy;
    }

    /// <summary>What was wanted, for people and for placing it anew: only what was said.</summary>
    private static JsonObject Annotation(ServingIntent intent)
    {
        var o = new JsonObject();
        if (intent.Users.Count > 0)
            o["users"] = new JsonObject(intent.Users.OrderBy(u => u.Place, StringComparer.Ordinal).Select(u => KeyValuePair.Create(u.Place, (JsonNode?)u.Share)));
        if (intent.Concentrate is not null)
            o["concentrate"] = intent.Concentrate;
        if (intent.MinPerPlace is { } least)
            o["minReplicasPerRegion"] = least;
        if (intent.MinRegions > 0)
            o["minRegions"] = intent.MinRegions;
        if (intent.MaxPerCluster is { } most)
            o["maxReplicasPerCluster"] = most;
        if (intent.Clusters.Count > 0)
            o["clusters"] = new JsonArray([.. intent.Clusters.Select(name => JsonValue.Create(name))]);
        if (intent.Regions.Count > 0)
            o["regions"] = new JsonArray([.. intent.Regions.Select(name => JsonValue.Create(name))]);
        return o;
    }
}
