using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Runs the pods of StatefulSets, each with its name and its claims (pkg/controller/statefulset).</summary>
internal sealed class StatefulSetController : ISimulatedController
{
    private const string Component = "statefulset-controller";
    private readonly WorkloadContext _context;
    private readonly Informer _sets;
    private readonly Informer _claims;
    private readonly Dependents _owned;
    private readonly ControllerRevisions _revisions;
    private readonly WorkQueue<NamespacedName> _queue;

    public StatefulSetController(WorkloadContext context)
    {
        _context = context;
        _sets = context.Cache(ClusterResources.StatefulSets);
        _claims = context.Cache(ClusterResources.PersistentVolumeClaims);
        _queue = context.Queue(_sets);
        _owned = context.Dependents(ClusterResources.Pods, ClusterResources.StatefulSets, "StatefulSet");
        _owned.Notify(_queue);
        _revisions = new(context, ClusterResources.StatefulSets, "StatefulSet", "controller.kubernetes.io/hash");
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("statefulset", _queue, ReconcileAsync, 2, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_sets.Get(name) is not { } set)
            return;
        var revisions = await _revisions.SyncAsync(set, ct).ConfigureAwait(false);
        var update = revisions[^1];
        var current = revisions.FirstOrDefault(r => r.Name() == set.Str("status", "currentRevision")) ?? update;
        var pods = Named(set, await _owned.ClaimAsync(set, ct).ConfigureAwait(false));
        var now = _context.Time.GetUtcNow();
        if (!set.IsDeleting())
        {
            foreach (var step in StatefulStep.Next(set, pods, update.Name(), now))
            {
                if (step.Create is { } ordinal)
                    await CreateAsync(set, ordinal, StatefulStep.IsOfCurrentRevision(set, ordinal) ? current : update, ct).ConfigureAwait(false);
                else
                    await DeleteAsync(set, step.Delete!, ct).ConfigureAwait(false);
            }
            await RemoveClaimsAsync(set, ct).ConfigureAwait(false);
        }
        var status = StatefulSetStatus.Of(set, pods = Named(set, _owned.Of(set)), current.Name(), update.Name(), now);
        await _context.Api.MergeStatusAsync(ClusterResources.StatefulSets, set, status, ct).ConfigureAwait(false);
        await _revisions.TruncateAsync(set, revisions, r => r.Name() == status.Str("currentRevision") || pods.Any(p => p.Label(ControllerRevisions.PodLabel) == r.Name()), ct).ConfigureAwait(false);
        if (pods.NextAvailable(set.Int("spec", "minReadySeconds") ?? 0, now) is { } wait)
            _queue.AddAt(name, now + wait);
    }

    private static List<JsonObject> Named(JsonObject set, IEnumerable<JsonObject> pods) => [.. pods.Where(p => StatefulPods.Ordinal(set, p.Name()) >= 0)];

    private async Task CreateAsync(JsonObject set, int ordinal, JsonObject revision, CancellationToken ct)
    {
        var pod = StatefulPods.Document(set, ordinal, revision);
        foreach (var claim in StatefulPods.Claims(set, ordinal).Where(c => _claims.Get(c.Key()) is null))
        {
            await _context.Api.CreateAsync(ClusterResources.PersistentVolumeClaims, claim, ct).ConfigureAwait(false);
            await TellAsync(set, false, "SuccessfulCreate", $"create Claim {claim.Name()} Pod {pod.Name()} in StatefulSet {set.Name()} success", ct).ConfigureAwait(false);
        }
        try
        {
            await _context.Api.CreateAsync(ClusterResources.Pods, pod, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (!PodControl.IsEndingNamespace(e))
        {
            await TellAsync(set, true, "FailedCreate", $"create Pod {pod.Name()} in StatefulSet {set.Name()} failed error: {e.Message}", ct).ConfigureAwait(false);
            throw;
        }
        await TellAsync(set, false, "SuccessfulCreate", $"create Pod {pod.Name()} in StatefulSet {set.Name()} successful", ct).ConfigureAwait(false);
    }

    private async Task DeleteAsync(JsonObject set, JsonObject pod, CancellationToken ct)
    {
        await _context.Api.DeleteAsync(ClusterResources.Pods, pod, ct).ConfigureAwait(false);
        await TellAsync(set, false, "SuccessfulDelete", $"delete Pod {pod.Name()} in StatefulSet {set.Name()} successful", ct).ConfigureAwait(false);
    }

    /// <summary>Claims of pods that a smaller set no longer has, where the policy is not to keep them.</summary>
    private async Task RemoveClaimsAsync(JsonObject set, CancellationToken ct)
    {
        if (set.Str("spec", "persistentVolumeClaimRetentionPolicy", "whenScaled") != "Delete")
            return;
        var pods = _owned.Of(set).Select(p => StatefulPods.Ordinal(set, p.Name())).ToHashSet();
        foreach (var template in set.Objects("spec", "volumeClaimTemplates"))
        {
            var prefix = template.Name() + "-";
            var spare = _claims.List(set.Namespace()).Where(c => c.Name().StartsWith(prefix, StringComparison.Ordinal) && !c.IsDeleting()
                && StatefulPods.Ordinal(set, c.Name()[prefix.Length..]) is >= 0 and var o && (o < StatefulPods.First(set) || o >= StatefulPods.End(set)) && !pods.Contains(o));
            foreach (var claim in spare)
                await _context.Api.DeleteAsync(ClusterResources.PersistentVolumeClaims, claim, ct).ConfigureAwait(false);
        }
    }

    private Task TellAsync(JsonObject set, bool warning, string reason, string message, CancellationToken ct) =>
        _context.Events.RecordAsync(set, Component, warning, reason, message, ct);
}
