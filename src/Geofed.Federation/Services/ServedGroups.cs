using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>Which multi-cluster services a member knows, by what its Cluster says that it serves. Pure.</summary>
public static class ServedGroups
{
    /// <summary>Whether it belongs to a GKE fleet with multi-cluster services.</summary>
    public static bool IsGke(JsonObject cluster) => Serves(cluster, MultiClusterApi.GkeServiceExports);

    /// <summary>Whether it knows the kinds of the Multi-Cluster Services API.</summary>
    public static bool IsMultiCluster(JsonObject cluster) => Serves(cluster, MultiClusterApi.ServiceExports) && Serves(cluster, MultiClusterApi.ServiceImports);

    /// <summary>Whether it is ready and has told what it serves.</summary>
    public static bool IsKnown(JsonObject cluster) => cluster.Arr("status", "apiEnablements") is { Count: > 0 }
        && cluster.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "True");

    private static bool Serves(JsonObject cluster, GroupVersionResource resource) => cluster.Objects("status", "apiEnablements")
        .Any(group => group.Str("groupVersion") == resource.ApiVersion && group.Objects("resources").Any(r => r.Str("name") == resource.Resource));
}
