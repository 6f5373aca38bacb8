using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.Simulation.Metrics;

/// <summary>metrics.k8s.io, as metrics-server serves it: worked out from what the cluster holds whenever somebody asks.</summary>
internal static class MetricsApi
{
    private const string Group = "metrics.k8s.io", Version = "v1beta1";

    public static IReadOnlyList<ComputedResource> Resources =>
    [
        new(new(Group, Version, "nodes"), "NodeMetrics", false, (stored, _) => NodeMetrics.Of(ClusterView.Of(stored), stored.Now)),
        new(new(Group, Version, "pods"), "PodMetrics", true, (stored, ns) => PodMetrics.Of(ClusterView.Of(stored), ns, stored.Now).Select(m => m.Metrics)),
    ];

    /// <summary>Who may see pods may see what they use (metrics-server manifests/base/rbac.yaml).</summary>
    public static JsonObject ReaderRole => new()
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = "ClusterRole",
        ["metadata"] = new JsonObject
        {
            ["name"] = "system:aggregated-metrics-reader",
            ["labels"] = new JsonObject(((string[])["admin", "edit", "view"]).Select(role => KeyValuePair.Create("rbac.authorization.k8s.io/aggregate-to-" + role, (JsonNode?)"true"))),
        },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray(Group),
            ["resources"] = new JsonArray("pods", "nodes"),
            ["verbs"] = new JsonArray("get", "list", "watch"),
        }),
    };
}
