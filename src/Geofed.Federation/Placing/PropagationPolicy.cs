using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Writes the PropagationPolicy of one workload (Karmada pkg/apis/policy/v1alpha1). Pure.</summary>
public static class PropagationPolicy
{
    /// <summary>Says who wrote a policy, so that no other is ever deleted.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    public const string Geofed = "geofed";

    /// <summary>The name of a workload's policy: that of its binding; a Deployment's is simply its own.</summary>
    public static string NameFor(JsonObject template) =>
        template.Str("kind") == "Deployment" ? template.Name() : KarmadaNames.Binding(template.Str("kind") ?? "", template.Name());

    /// <summary>Where a workload's policy is: in its namespace, or among the cluster-wide ones when it has none.</summary>
    public static ResourcePath PathFor(JsonObject template) => template.Namespace() is { } ns
        ? new(KarmadaApi.PropagationPolicies, ns, NameFor(template))
        : new(KarmadaApi.ClusterPropagationPolicies, null, NameFor(template));

    /// <param name="regionOf">The region of each member, for <see cref="SpreadBy.Region"/>.</param>
    public static JsonObject For(JsonObject template, PlacementRequest placement, IReadOnlyDictionary<string, string> regionOf) => new()
    {
        ["apiVersion"] = KarmadaApi.PropagationPolicies.ApiVersion,
        ["kind"] = template.Namespace() is null ? "ClusterPropagationPolicy" : "PropagationPolicy",
        ["metadata"] = Metadata(template, placement),
        ["spec"] = new JsonObject
        {
            ["resourceSelectors"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = template.Str("apiVersion"),
                ["kind"] = template.Str("kind"),
                ["name"] = template.Name(),
            }),
            ["propagateDeps"] = true,
            ["placement"] = Placement(placement, regionOf),
        },
    };

    /// <summary>True for a policy that Geofed wrote for this one workload.</summary>
    public static bool IsOwn(JsonObject policy, JsonObject template) =>
        policy.Label(ManagedBy) == Geofed
        && policy.Objects("spec", "resourceSelectors").ToList() is [var only]
        && only.Str("kind") == template.Str("kind")
        && only.Str("name") == template.Name();

    private static JsonObject Metadata(JsonObject template, PlacementRequest placement)
    {
        var metadata = new JsonObject { ["name"] = NameFor(template), ["labels"] = new JsonObject { [ManagedBy] = Geofed } };
        if (template.Namespace() is { } ns)
            metadata["namespace"] = ns;
        if (placement.MaxPerCluster is { } most)
            metadata["annotations"] = new JsonObject { [GeofedMarks.ReplicaBounds] = new JsonObject { ["*"] = new JsonObject { ["max"] = most } }.ToText() };
        return metadata;
    }

    /// <summary>Karmada's placement for a request.</summary>
    public static JsonObject Placement(PlacementRequest request, IReadOnlyDictionary<string, string> regionOf)
    {
        var placement = new JsonObject();
        if (Affinity(request) is { Count: > 0 } affinity)
            placement["clusterAffinity"] = affinity;
        if (request.Whole)
        {
            placement["spreadConstraints"] = new JsonArray(new JsonObject { ["spreadByField"] = "cluster", ["minGroups"] = 1, ["maxGroups"] = 1 });
            placement["replicaScheduling"] = new JsonObject { ["replicaSchedulingType"] = "Divided", ["replicaDivisionPreference"] = "Aggregated" };
            return placement;
        }
        if (request.MinRegions > 0)
        {
            placement["spreadConstraints"] = new JsonArray(Spread("region", request.MinRegions), Spread("cluster", request.MinRegions));
            placement["replicaScheduling"] = new JsonObject
            {
                ["replicaSchedulingType"] = "Divided",
                ["replicaDivisionPreference"] = "Weighted",
                ["weightPreference"] = new JsonObject { ["dynamicWeight"] = "AvailableReplicas" },
            };
            return placement;
        }
        placement["replicaScheduling"] = request.Duplicate ? new JsonObject { ["replicaSchedulingType"] = "Duplicated" } : Divided(Weights(request, regionOf));
        return placement;
    }

    /// <summary>To Karmada's selection by region no maxGroups is none at all.</summary>
    private static JsonObject Spread(string field, int least) => new() { ["spreadByField"] = field, ["minGroups"] = least, ["maxGroups"] = Math.Max(least, 1000) };

    private static IReadOnlyDictionary<string, long> Weights(PlacementRequest request, IReadOnlyDictionary<string, string> regionOf) => request.SpreadBy switch
    {
        SpreadBy.Region => GroupWeights.Of(Chosen(request, regionOf)),
        SpreadBy.Zone or SpreadBy.Provider => GroupWeights.Of(Chosen(request, regionOf).Keys.ToDictionary(member => member, member => request.GroupOf.GetValueOrDefault(member, ""))),
        _ => request.Weights,
    };

    internal static JsonObject Affinity(PlacementRequest request)
    {
        var affinity = new JsonObject();
        var names = request.Clusters.Count > 0 ? request.Clusters : [.. request.Weights.Keys];
        if (names.Count > 0)
            affinity["clusterNames"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
        if (request.Regions.Count > 0)
        {
            affinity["fieldSelector"] = new JsonObject
            {
                ["matchExpressions"] = new JsonArray(new JsonObject
                {
                    ["key"] = "region",
                    ["operator"] = "In",
                    ["values"] = new JsonArray([.. request.Regions.Select(region => JsonValue.Create(region))]),
                }),
            };
        }
        return affinity;
    }

    /// <summary>Without weights all clusters that match are equal, those that join later too (karmada.md 2.6: weightPreference nil).</summary>
    internal static JsonObject Divided(IReadOnlyDictionary<string, long> weights)
    {
        var scheduling = new JsonObject { ["replicaSchedulingType"] = "Divided", ["replicaDivisionPreference"] = "Weighted" };
        if (weights.Count > 0)
        {
            scheduling["weightPreference"] = new JsonObject
            {
                ["staticWeightList"] = new JsonArray([.. weights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new JsonObject
                {
                    ["targetCluster"] = new JsonObject { ["clusterNames"] = new JsonArray(w.Key) },
                    ["weight"] = w.Value,
                })]),
            };
        }
        return scheduling;
    }

    private static Dictionary<string, string> Chosen(PlacementRequest request, IReadOnlyDictionary<string, string> regionOf) => regionOf
        .Where(member => request.Clusters.Count == 0 || request.Clusters.Contains(member.Key))
        .Where(member => request.Regions.Count == 0 || request.Regions.Contains(member.Value))
        .ToDictionary(StringComparer.Ordinal);
}
