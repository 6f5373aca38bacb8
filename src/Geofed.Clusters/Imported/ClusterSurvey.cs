using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Imported;

/// <summary>Asks a cluster through its API what it is.</summary>
public static class ClusterSurvey
{
    private static readonly ResourceCollection Nodes = new(new("", "v1", "nodes"));

    /// <summary>Version, region, zones, provider and node pools. What the credentials may not read stays as it was.</summary>
    /// <exception cref="ClusterUnreachableException">It does not answer, or credentials for it cannot be had.</exception>
    /// <exception cref="KubeApiException">It does not take the credentials.</exception>
    public static async Task<GeoCluster> AskAsync(GeoCluster cluster, IKubeApi api, CancellationToken ct)
    {
        var version = JsonNode.Parse(await api.GetRawAsync("/version", ct).ConfigureAwait(false)).Str("gitVersion");
        try
        {
            var nodes = await api.ListAsync(Nodes, ListOptions.All, ct).ConfigureAwait(false);
            return NodeSurvey.Describe(cluster, nodes.Items) with { KubernetesVersion = version };
        }
        catch (KubeApiException e) when (e.Reason == "Forbidden")
        {
            return cluster with { KubernetesVersion = version, Message = "Its nodes may not be read with these credentials." };
        }
    }
}
