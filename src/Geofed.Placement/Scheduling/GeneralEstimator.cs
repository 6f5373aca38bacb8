using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Scheduling;

/// <summary>How many replicas fit into a cluster by its resource summary (pkg/estimator/client/general.go).</summary>
internal static class GeneralEstimator
{
    private const long PodsPerModelNode = 110;

    public static long Estimate(SchedulingProblem problem, JsonObject cluster)
    {
        if (problem.Replicas == 0 && problem.Components == 0)
            return int.MaxValue;
        var requirements = problem.Spec.Obj("replicaRequirements");
        if (problem.Options.Capacity(cluster.Name(), requirements) is { } known)
            return known;
        var fits = Fits(requirements, cluster);
        return fits == int.MaxValue ? problem.Replicas : fits;
    }

    private static long Fits(JsonObject? requirements, JsonObject cluster)
    {
        if (cluster.Obj("status", "resourceSummary") is not { } summary)
            return 0;
        var pods = Free(summary, "pods").Units;
        if (pods <= 0)
            return 0;
        var requests = Requests(requirements);
        if (requests.Count == 0)
            return Math.Min(pods, int.MaxValue);
        if (summary.Arr("allocatableModelings") is { Count: > 0 } && cluster.Arr("spec", "resourceModels") is { Count: > 0 } models)
            return Math.Min(pods, OnModelNodes(requests, summary, models));
        return Math.Min(pods, requests.Min(request => InSum(request.Key, request.Value, summary)));
    }

    private static Dictionary<string, Quantity> Requests(JsonObject? requirements) => (requirements.Obj("resourceRequest") ?? [])
        .Select(r => (r.Key, Value: Quantity.From(r.Value) ?? Quantity.Zero))
        .Where(r => r.Value.Sign > 0)
        .ToDictionary(r => r.Key, r => r.Value);

    private static long InSum(string resource, Quantity request, JsonObject summary)
    {
        if (summary.At("allocatable", resource) is null)
            return 0;
        var free = Free(summary, resource);
        if (free.Units <= 0)
            return 0;
        return resource == "cpu" ? free.Milli / request.Milli : free.Units / request.Units;
    }

    private static Quantity Free(JsonObject summary, string resource) =>
        Amount(summary, "allocatable", resource) - Amount(summary, "allocated", resource) - Amount(summary, "allocating", resource);

    private static Quantity Amount(JsonObject summary, string part, string resource) => Quantity.From(summary.At(part, resource)) ?? Quantity.Zero;

    /// <summary>Each grade's nodes are taken to have its least resources.</summary>
    private static long OnModelNodes(Dictionary<string, Quantity> requests, JsonObject summary, JsonArray models)
    {
        var counts = summary.Objects("allocatableModelings").GroupBy(m => m.Int("grade") ?? 0).ToDictionary(g => g.Key, g => g.Sum(m => m.Int("count") ?? 0));
        return models.Objects().Sum(model =>
        {
            var nodes = counts.GetValueOrDefault(model.Int("grade") ?? 0);
            var perNode = requests.Min(request => OnModelNode(request.Key, request.Value, model));
            return nodes * Math.Min(PodsPerModelNode, perNode);
        });
    }

    private static long OnModelNode(string resource, Quantity request, JsonObject model)
    {
        if (Quantity.From(model.Objects("ranges").FirstOrDefault(r => r.Str("name") == resource).At("min")) is not { } least)
            return 0;
        return resource == "cpu" ? least.Milli / request.Milli : least.Units / request.Units;
    }
}
