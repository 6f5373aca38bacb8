using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters;

/// <summary>Asks a cluster how it is.</summary>
public static class ClusterCheck
{
    private static readonly ResourceCollection Nodes = new(new("", "v1", "nodes"));
    private static readonly ResourceCollection AccessReviews = new(new("authorization.k8s.io", "v1", "selfsubjectaccessreviews"));

    /// <summary>What does not answer is an answer, too: this throws only when it is cancelled.</summary>
    public static async Task<ClusterHealth> AskAsync(GeoCluster cluster, Func<IKubeApi> open, TimeProvider time, CancellationToken ct)
    {
        var health = new ClusterHealth(cluster.Name, cluster.Region);
        try
        {
            var api = open();
            var asked = time.GetTimestamp();
            var version = JsonNode.Parse(await api.GetRawAsync("/version", ct).ConfigureAwait(false)).Str("gitVersion");
            health = health with { Reachable = true, Answered = time.GetElapsedTime(asked), KubernetesVersion = version };
            health = health with { CanJoin = await MayDoEverythingAsync(api, ct).ConfigureAwait(false) };
            var nodes = (await api.ListAsync(Nodes, ListOptions.All, ct).ConfigureAwait(false)).Items;
            var ready = nodes.Count(n => n.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "True"));
            return health with { Nodes = nodes.Count, ReadyNodes = ready, Message = ready < nodes.Count ? $"{nodes.Count - ready} of {nodes.Count} nodes are not ready." : nodes.Count == 0 ? "It has no nodes." : null };
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException or FormatException)
        {
            return health with { Message = e.Message };
        }
    }

    private static async Task<bool> MayDoEverythingAsync(IKubeApi api, CancellationToken ct)
    {
        var review = await api.CreateAsync(AccessReviews, new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = new JsonObject { ["verb"] = "*", ["group"] = "*", ["resource"] = "*" } },
        }, new(), ct).ConfigureAwait(false);
        return review.Bool("status", "allowed") == true;
    }
}
