using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Planning;

namespace Geofed.Federation;

/// <summary>Writes a plan into a workload's policy, and remembers beside it what people wanted, so that the next plan starts from that and not from this one. Pure.</summary>
internal static class PlannedPolicy
{
    /// <summary>What people want of the place: the placement of the policy, unless a plan wrote it.</summary>
    public static JsonObject Wanted(JsonObject policy)
    {
        var placement = policy.Obj("spec", "placement") ?? [];
        return policy.Annotation(GeofedMarks.Planned) is { } mark && Read(mark) is { } planned && JsonNavigation.Same(planned.At("planned"), placement) ? planned.Obj("wanted") ?? placement : placement;
    }

    /// <summary>Whether a plan may change it: replicas that are divided as Geofed likes, or all in one cluster. Who gave weights or bounds wants just these; weights that were worked out from where the users are want only that.</summary>
    public static bool IsFree(JsonObject policy)
    {
        var placement = Wanted(policy);
        var constraints = placement.Objects("spreadConstraints").ToList();
        return policy.Annotation(GeofedMarks.ReplicaBounds) is null && policy.Annotation(GeofedMarks.Rollout) is null
            && placement.Str("replicaScheduling", "replicaSchedulingType") == "Divided"
            && (WorkloadIntent.Of(policy) is { Users.Count: > 0, HasBounds: false } || !placement.Objects("replicaScheduling", "weightPreference", "staticWeightList").Any())
            && (constraints.Count == 0 || IsWhole(placement));
    }

    /// <summary>All in one cluster, whichever.</summary>
    public static bool IsWhole(JsonObject placement) =>
        placement.Objects("spreadConstraints").ToList() is [var only] && only.Str("spreadByField") == "cluster" && only.Int("maxGroups") == 1;

    /// <summary>The policy as it is to be applied: only to what was read, and so that whoever publishes the workload again takes back all of it.</summary>
    /// <param name="pods">By cluster.</param>
    public static JsonObject Document(JsonObject policy, IReadOnlyDictionary<string, int> pods)
    {
        var wanted = Wanted(policy);
        var planned = wanted.Copy();
        if (IsWhole(wanted))
        {
            planned.Remove("clusterAffinity");
            planned["clusterAffinities"] = Affinities(wanted, pods.Keys, policy.Int("metadata", "generation") ?? 0);
        }
        else
            planned["replicaScheduling"] = Divided(pods);
        var spec = policy.Obj("spec").Copy() ?? [];
        spec["placement"] = planned.Copy();
        var annotations = new JsonObject(policy.StringMap("metadata", "annotations").Where(a => a.Key.Contains("geofed.io/", StringComparison.Ordinal)).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)))
        {
            [GeofedMarks.Planned] = new JsonObject { ["wanted"] = wanted.Copy(), ["planned"] = planned }.ToJsonString(),
        };
        return new()
        {
            ["apiVersion"] = KarmadaApi.PropagationPolicies.ApiVersion,
            ["kind"] = "PropagationPolicy",
            ["metadata"] = new JsonObject
            {
                ["name"] = policy.Name(),
                ["namespace"] = policy.Namespace(),
                ["resourceVersion"] = policy.ResourceVersion(),
                ["labels"] = new JsonObject { [PropagationPolicy.ManagedBy] = PropagationPolicy.Geofed },
                ["annotations"] = annotations,
            },
            ["spec"] = spec,
        };
    }

    /// <summary>First where the plan has it, and then, when that is lost, where it was wanted. The scheduler does not go back to terms before the one that it knows by name: all names are new.</summary>
    private static JsonArray Affinities(JsonObject wanted, IEnumerable<string> clusters, long generation)
    {
        var terms = wanted.Objects("clusterAffinities").ToList();
        if (terms.Count == 0)
            terms.Add(wanted.Obj("clusterAffinity") ?? []);
        var affinities = new JsonArray(new JsonObject { ["affinityName"] = $"planned-{generation}", ["clusterNames"] = new JsonArray([.. clusters.Select(name => JsonValue.Create(name))]) });
        foreach (var (i, term) in terms.Index())
        {
            var later = term.Copy();
            later["affinityName"] = $"wanted-{generation}-{i}";
            affinities.Add(later);
        }
        return affinities;
    }

    private static JsonObject Divided(IReadOnlyDictionary<string, int> pods) => new()
    {
        ["replicaSchedulingType"] = "Divided",
        ["replicaDivisionPreference"] = "Weighted",
        ["weightPreference"] = new JsonObject
        {
            ["staticWeightList"] = new JsonArray([.. pods.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new JsonObject
            {
                ["targetCluster"] = new JsonObject { ["clusterNames"] = new JsonArray(p.Key) },
                ["weight"] = p.Value,
            })]),
        },
    };

    private static JsonObject? Read(string mark)
    {
        try
        {
            return JsonNode.Parse(mark) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
