using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>What those who play machines write to pods. A pod that is gone, or is another of the same name, is left alone.</summary>
internal static class PodWrites
{
    private static readonly WriteOptions AsKubelet = new("kubelet");

    /// <summary>Deletes a pod without giving it time: nobody is there who could confirm its end.</summary>
    public static async Task DeletePodNowAsync(this IKubeApi api, JsonObject pod, CancellationToken ct)
    {
        try
        {
            await api.DeleteAsync(PathOf(pod), new() { GracePeriodSeconds = 0, Uid = pod.Uid() }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound || e.IsConflict)
        {
        }
    }

    public static ResourcePath PathOf(JsonObject pod, string? subresource = null) => new(ClusterResources.Pods, pod.Namespace(), pod.Name(), subresource);

    /// <summary>Writes these fields of a pod's status, over the version that they were made from.</summary>
    public static Task<JsonObject> MergePodStatusAsync(this IKubeApi api, JsonObject pod, JsonObject status, CancellationToken ct)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = pod.ResourceVersion() }, ["status"] = status };
        return api.PatchAsync(PathOf(pod, "status"), PatchKind.Merge, patch, AsKubelet, ct);
    }
}
