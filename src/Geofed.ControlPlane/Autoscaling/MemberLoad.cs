using System.Text.Json.Nodes;
using Geofed.ControlPlane.Members;
using Geofed.Model;

namespace Geofed.ControlPlane.Autoscaling;

/// <summary>What one member tells of the pods of a workload.</summary>
/// <param name="Pods">Each with its PodMetrics, where there are any.</param>
/// <param name="Silence">Why it does not tell what they use; null when it does.</param>
/// <param name="Unseen">How many replicas it should have, when it does not even tell of its pods.</param>
internal sealed record MemberLoad(string Cluster, IReadOnlyList<(JsonObject Pod, JsonObject? Metrics)> Pods, string? Silence = null, int Unseen = 0)
{
    private static readonly GroupVersionResource PodMetrics = new("metrics.k8s.io", "v1beta1", "pods");

    /// <param name="target">The workload on the member, at its scale subresource.</param>
    /// <param name="assigned">How many replicas the scheduler has given the member.</param>
    public static async Task<MemberLoad> AskAsync(MemberFleet fleet, string cluster, ResourcePath target, int assigned, CancellationToken ct)
    {
        if (!fleet.TryGet(cluster, out var member) || !member.Answers)
            return new(cluster, [], "it cannot be reached", assigned);
        try
        {
            var scale = await member.Api.GetAsync(target, ct).ConfigureAwait(false);
            if (scale.Str("status", "selector") is not { Length: > 0 } selector)
                return new(cluster, [], "the scale of its copy has no selector", assigned);
            var options = new ListOptions { LabelSelector = selector };
            var pods = await member.Api.ListAsync(new(CoreResources.Pods, target.Namespace), options, ct).ConfigureAwait(false);
            return await MeasureAsync(member, cluster, target.Namespace, pods.Items, options, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // The copy has not arrived yet, and has no pods.
            return new(cluster, []);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            return new(cluster, [], e.Message, assigned);
        }
    }

    private static async Task<MemberLoad> MeasureAsync(Member member, string cluster, string? ns, IReadOnlyList<JsonObject> pods, ListOptions options, CancellationToken ct)
    {
        try
        {
            var metrics = await member.Api.ListAsync(new(PodMetrics, ns), options, ct).ConfigureAwait(false);
            var byName = metrics.Items.ToDictionary(m => m.Name(), StringComparer.Ordinal);
            return new(cluster, [.. pods.Select(pod => (pod, byName.GetValueOrDefault(pod.Name())))]);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            var why = e is KubeApiException { IsNotFound: true } ? "it serves no metrics.k8s.io: install metrics-server there" : e.Message;
            return new(cluster, [.. pods.Select(pod => (pod, (JsonObject?)null))], why);
        }
    }
}
