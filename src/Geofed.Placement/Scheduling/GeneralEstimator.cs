using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>How many replicas fit into a cluster by its resource summary (pkg/estimator/client/general.go).</summary>
internal static class GeneralEstimator
{
    private const long PodsPerModelNode = 110;

    public static long Estimate(SchedulingProblem problem, ClusterFacts cluster)
    {
        if (problem.Replicas == 0 && problem.Components == 0)
            return int.MaxValue;
        // To look at every node and pod is too much for what only the order depends on.
        if (!problem.TakesAll && problem.Options.Capacity(cluster.Name, problem.Requirements) is { } known)
            return known;
        var fits = Fits(problem, cluster);
        return fits == int.MaxValue ? problem.Replicas : fits;
    }

    private static long Fits(SchedulingProblem problem, ClusterFacts cluster)
    {
        var requests = problem.Requests;
        var pods = cluster.FreePods;
        if (pods <= 0)
            return 0;
        if (requests.Length == 0)
            return Math.Min(pods, int.MaxValue);
        if (cluster.Models is { } models)
            return Math.Min(pods, OnModelNodes(requests, cluster.Summary!, models));
        var places = problem.PlacesOfRequests(cluster.Resources);
        var free = cluster.Free;
        for (var i = 0; i < places.Length; i++)
            pods = Math.Min(pods, places[i] >= 0 && free[places[i]] is > 0 and var left ? left / requests[i].Amount : 0);
        return pods;
    }

    /// <summary>Cpu is counted in thousandths.</summary>
    public static long In(string resource, Quantity amount) => resource == "cpu" ? amount.Milli : amount.Units;

    /// <summary>Each grade's nodes are taken to have its least resources.</summary>
    private static long OnModelNodes(IReadOnlyList<(string Resource, long Amount)> requests, JsonObject summary, JsonArray models)
    {
        var counts = summary.Objects("allocatableModelings").GroupBy(m => m.Int("grade") ?? 0).ToDictionary(g => g.Key, g => g.Sum(m => m.Int("count") ?? 0));
        return models.Objects().Sum(model =>
        {
            var nodes = counts.GetValueOrDefault(model.Int("grade") ?? 0);
            var perNode = requests.Min(request => OnModelNode(request.Resource, request.Amount, model));
            return nodes * Math.Min(PodsPerModelNode, perNode);
        });
    }

    private static long OnModelNode(string resource, long request, JsonObject model) =>
        Quantity.From(model.Objects("ranges").FirstOrDefault(r => r.Str("name") == resource).At("min")) is { } least ? In(resource, least) / request : 0;
}
