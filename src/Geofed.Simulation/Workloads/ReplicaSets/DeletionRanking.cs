using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Which pods go first when there are too many (pkg/controller/controller_utils.go ActivePodsWithRanks).</summary>
internal static class DeletionRanking
{
    private const string Cost = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The pods, those that are missed least first.</summary>
    /// <param name="related">All pods that do the same work; where many of them share a node, one is missed less.</param>
    public static IReadOnlyList<JsonObject> Sort(IEnumerable<JsonObject> pods, IEnumerable<JsonObject> related, DateTimeOffset now)
    {
        var onNode = related.Where(p => p.IsActive()).GroupBy(Node).ToDictionary(node => node.Key, node => node.Count());
        return [.. pods
            .OrderBy(p => Node(p).Length > 0)
            .ThenBy(p => p.Phase() switch { "Pending" => 0, "Unknown" => 1, _ => 2 })
            .ThenBy(p => p.IsReady())
            .ThenBy(DeletionCost)
            .ThenByDescending(p => onNode.GetValueOrDefault(Node(p)))
            .ThenBy(p => Magnitude(p.ReadySince(), now))
            .ThenByDescending(Restarts)
            .ThenBy(p => Magnitude(p.Created(), now))
            .ThenBy(p => p.Uid(), StringComparer.Ordinal)];
    }

    private static string Node(JsonObject pod) => pod.Str("spec", "nodeName") ?? "";

    private static int DeletionCost(JsonObject pod) => int.TryParse(pod.Annotation(Cost), CultureInfo.InvariantCulture, out var cost) ? cost : 0;

    private static long Restarts(JsonObject pod) => pod.Objects("status", "containerStatuses").Select(s => s.Int("restartCount") ?? 0).DefaultIfEmpty().Max();

    /// <summary>Ages of one order of magnitude count as equal (logarithmicRankDiff), so that not always the newest go.</summary>
    private static int Magnitude(DateTimeOffset? time, DateTimeOffset now) =>
        time is { } since && now - since is { TotalNanoseconds: >= 1 } age ? (int)Math.Log2(age.TotalNanoseconds) : 0;
}
