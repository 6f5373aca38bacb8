using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Autoscaling;

namespace Geofed.ControlPlane.Autoscaling;

/// <summary>
/// What all members tell of a workload, put together. Replicas of which nothing is known count as Kubernetes counts a pod without metrics: as idle when there may
/// be too few, as busy when there may be too many. So nothing is taken away because a member is silent. (Karmada takes the others' average for them.)
/// </summary>
internal sealed class WorkloadLoad(IReadOnlyList<MemberLoad> members, JsonObject? podTemplate, DateTimeOffset now)
{
    private IEnumerable<string> Silent => members.Where(m => m.Silence is not null).Select(m => $"{m.Cluster} ({m.Silence})");

    /// <summary>Who does not tell, and why; null when all do.</summary>
    public string? Silence => Silent.Any() ? string.Join(", ", Silent) : null;

    /// <summary>Why nothing is known at all; null when something is.</summary>
    public string? Unavailable => members.All(m => m.Silence is not null) ? "no cluster tells what its pods use: " + Silence : null;

    public IReadOnlyList<PodLoad> Of(string resource, string? container) =>
        [.. members.SelectMany(member => member.Pods.Select(p => PodLoad.Of(p.Pod, p.Metrics, resource, container, now))
            .Concat(Enumerable.Range(1, member.Unseen).Select(i => PodLoad.Unseen($"{i} in {member.Cluster}", podTemplate, resource, container))))];
}
