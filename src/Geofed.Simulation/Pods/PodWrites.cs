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

    /// <summary>Deletes a pod whose node is gone; whoever counts pods by how they ended sees that it failed.</summary>
    public static async Task DeleteLostPodAsync(this IKubeApi api, JsonObject pod, DateTimeOffset now, CancellationToken ct)
    {
        if (pod.Str("status", "phase") is not ("Succeeded" or "Failed"))
        {
            var conditions = PodConditions.With(pod.Arr("status", "conditions"), "DisruptionTarget", true, now, "DeletionByPodGC", "PodGC: node no longer exists");
            try
            {
                await api.MergePodStatusAsync(pod, new() { ["phase"] = "Failed", ["conditions"] = conditions }, ct).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsNotFound)
            {
                return;
            }
        }
        await api.DeletePodNowAsync(pod, ct).ConfigureAwait(false);
    }

    public static ResourcePath PathOf(JsonObject pod, string? subresource = null) => new(ClusterResources.Pods, pod.Namespace(), pod.Name(), subresource);

    /// <summary>Writes these fields of a pod's status, over the version that they were made from.</summary>
    public static Task<JsonObject> MergePodStatusAsync(this IKubeApi api, JsonObject pod, JsonObject status, CancellationToken ct)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = pod.ResourceVersion() }, ["status"] = status };
        return api.PatchAsync(PathOf(pod, "status"), PatchKind.Merge, patch, AsKubelet, ct);
    }
}
