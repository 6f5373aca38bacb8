using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.MultiCluster;
using Geofed.ControlPlane.Status;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>
/// Carries one Work to its member and its state back (pkg/controllers/execution, pkg/controllers/status/work_status_controller.go). Runs on the
/// member's own queue, after a change of the Work and after each change of its objects on the member: so drift is repaired as it is seen.
/// </summary>
internal sealed class WorkCarrier(IKubeApi api, ControlPlaneCaches caches, ControlPlaneOptions options, EventRecorder events)
{
    public async Task CarryAsync(Member member, string name, CancellationToken ct)
    {
        // A member that is not ready gets all its Works when it is found again. What was collected there is nothing to carry to it.
        if (caches.Work(member.Name, name) is not { } work || member.Session is not { } session || CollectedWork.Is(work))
            return;
        var works = new ResourceCollection(KarmadaApi.Works, work.Namespace());
        var carrier = new ManifestCarrier(member, session, options.RequestTimeout);
        if (work.IsDeleting())
        {
            await RemoveAsync(works, work, carrier, ct).ConfigureAwait(false);
            return;
        }
        if (await api.AddFinalizerAsync(works, work, KarmadaMarks.WorkFinalizer, ct).ConfigureAwait(false))
            return;
        if (work.Bool("spec", "suspendDispatching") == true)
        {
            await SuspendAsync(works, work, ct).ConfigureAwait(false);
            return;
        }
        await ApplyAsync(works, work, carrier, ct).ConfigureAwait(false);
    }

    private async Task ApplyAsync(ResourceCollection works, JsonObject work, ManifestCarrier carrier, CancellationToken ct)
    {
        var statuses = new JsonArray();
        var failures = new List<Exception>();
        var known = WorkStatus.IsApplied(work);
        foreach (var (ordinal, manifest) in work.Objects("spec", "workload", "manifests").Index())
        {
            try
            {
                var live = await carrier.ApplyAsync(manifest, known, ct).ConfigureAwait(false);
                var resource = await carrier.ResolveAsync(manifest, ct).ConfigureAwait(false);
                statuses.Add(WorkStatus.Of(ordinal, resource, live));
            }
            catch (Exception e) when (e is KubeApiException or ClusterUnreachableException or CarryException)
            {
                failures.Add(e);
                if (WorkStatus.Before(work, ordinal) is { } before)
                    statuses.Add(before);
            }
        }
        // Nothing is known to have changed at a member that does not answer.
        if (known && failures.Count > 0 && failures.All(f => f is ClusterUnreachableException))
            throw failures[0];
        var status = WorkStatus.Document(work, statuses, failures, options.Time.GetUtcNow());
        await api.MergeStatusAsync(works, work, status, ct).ConfigureAwait(false);
        if (failures.Count == 0)
            return;
        if (failures.Any(f => f is not KubeApiException { Code: 404 }))
            await events.RecordAsync(work, "execution-controller", true, "SyncFailed", failures[0].Message, ct).ConfigureAwait(false);
        throw failures[0];
    }

    private async Task RemoveAsync(ResourceCollection works, JsonObject work, ManifestCarrier carrier, CancellationToken ct)
    {
        if (work.Bool("spec", "preserveResourcesOnDeletion") != true)
        {
            foreach (var manifest in work.Objects("spec", "workload", "manifests"))
            {
                // What has finalizers of its own goes later: its deletion is seen, and brings this Work back to the queue.
                if (!await carrier.RemoveAsync(manifest, ct).ConfigureAwait(false))
                    return;
            }
        }
        await api.RemoveFinalizerAsync(works, work, KarmadaMarks.WorkFinalizer, ct).ConfigureAwait(false);
    }

    private Task SuspendAsync(ResourceCollection works, JsonObject work, CancellationToken ct)
    {
        var conditions = Conditions.With(work.Arr("status", "conditions"), "Dispatching", false, "SuspendDispatching", "Work dispatching is in a suspended state.", options.Time.GetUtcNow());
        return api.MergeStatusAsync(works, work, new JsonObject { ["conditions"] = conditions }, ct);
    }
}
