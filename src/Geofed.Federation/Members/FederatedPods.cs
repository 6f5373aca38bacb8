using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Jobs;

namespace Geofed.Federation;

/// <summary>Pods in the members of a federation, which are asked for them directly.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederatedPods(string name, MemberAccess access)
{
    /// <summary>Those of a member: of one namespace or of all when null, and of one workload when its template is given.</summary>
    /// <exception cref="ClusterUnreachableException">The member does not answer.</exception>
    public async Task<IReadOnlyList<FederatedPod>> ListAsync(string member, string? ns, JsonObject? workload, CancellationToken ct) =>
        [.. (await DocumentsAsync(member, ns, workload, ct).ConfigureAwait(false)).Select(p => FederatedPod.From(name, member, p))];

    /// <summary>The same as the member has them, by namespace and name.</summary>
    internal async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string member, string? ns, JsonObject? workload, CancellationToken ct)
    {
        var opened = await access.OpenMemberAsync(member, ct).ConfigureAwait(false);
        using var _ = opened as IDisposable;
        var pods = await opened.ListAsync(new(new("", "v1", "pods"), ns), ListOptions.All, ct).ConfigureAwait(false);
        return [.. pods.Items.Where(p => workload is null || IsOf(p, workload)).OrderBy(p => p.Namespace(), StringComparer.Ordinal).ThenBy(p => p.Name(), StringComparer.Ordinal)];
    }

    /// <summary>By the workload's own selector; a Job's is made by each cluster, which also labels its pods with its name, as controllers of other kinds of jobs do.</summary>
    private static bool IsOf(JsonObject pod, JsonObject workload) => pod.Namespace() == workload.Namespace() && workload.Str("kind") switch
    {
        "Pod" => pod.Name() == workload.Name(),
        var kind when kind == "Job" || JobKind.Of(workload.Kind()) is not null => PodOwner.Of(pod) == new JobName(kind!, workload.Namespace(), workload.Name()),
        _ => workload.Obj("spec", "selector") is { } selector && LabelSelector.From(selector).Matches(pod.StringMap("metadata", "labels")),
    };
}
