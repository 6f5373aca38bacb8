using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Propagation;
using Geofed.ControlPlane.Scheduler;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Queueing;

/// <summary>
/// Renews the leases of Jobs whose clusters answer, each a third of it before the last renewal: what is granted is written down before the cluster is told, and is
/// never taken back. A Job whose lease has lapsed is stopped, and waits for its turn again.
/// </summary>
internal sealed class JobLeaseController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, TimeProvider time, ScheduleWriter writer)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += change =>
        {
            if (change.Type != WatchEventType.Deleted)
                Look(change.Object);
        };
        caches.Works.Changed += change =>
        {
            if (BindingWorks.BindingOf(change.Object) is { } name && caches.Binding(name) is { } binding)
                Look(binding);
        };
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Binding(name) is not { } binding || binding.IsDeleting() || !QueuedJob.Is(binding) || caches.Templates.Of(binding) is not { } template
            || JobLease.Of(binding, template) is not { } lease || QueuedJob.IsOver(binding, template) || binding.Objects("spec", "clusters").FirstOrDefault().Str("name") is not { } cluster)
            return;
        if (!fleet.TryGet(cluster, out var member) || !member.Answers)
        {
            Queue.AddAfter(name, lease / 6);
            return;
        }
        var work = BindingWorks.Find(caches, binding, cluster) is { } found && !found.IsDeleting() ? found : null;
        var status = work.Objects("status", "manifestStatuses").FirstOrDefault().Obj("status");
        if (JobLease.HasLapsed(work.Objects("spec", "workload", "manifests").FirstOrDefault(), status))
            Stop(binding, cluster);
        else
            await RenewAsync(binding, lease, LeaseSightings.Of(binding).With(cluster, status.Str("startTime"), template.Bool("spec", "suspend") == true, time.GetUtcNow()), cluster, ct).ConfigureAwait(false);
    }

    private async Task RenewAsync(JsonObject binding, TimeSpan lease, LeaseSightings seen, string cluster, CancellationToken ct)
    {
        var (now, granted) = (time.GetUtcNow(), JobLease.Granted(binding) ?? 0);
        var wanted = JobLease.Grant(lease, seen.Since(cluster), now);
        // A third of the lease has passed, or it has just started.
        var next = wanted - granted >= lease.TotalSeconds / 3 ? wanted : granted;
        if (next != granted || seen.ToText() != LeaseSightings.Of(binding).ToText())
        {
            var marks = new JsonObject { [GeofedMarks.LeaseGranted] = JobLease.Text(next), [GeofedMarks.LeaseSeen] = seen.ToText() };
            try
            {
                await api.MergeAsync(ControlPlaneCaches.BindingsIn(binding.Namespace()).Named(binding.Name()),
                    new() { ["metadata"] = new JsonObject { ["resourceVersion"] = binding.ResourceVersion(), ["annotations"] = marks } }, ct).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsConflict)
            {
                // It may have another cluster by now.
                Queue.AddAfter(binding.Key(), Soon);
                return;
            }
        }
        if (seen.Since(cluster) is { } since)
            Queue.AddAt(binding.Key(), since + TimeSpan.FromSeconds(next) - lease + lease / 3 is var due && due > now + Soon ? due : now + Soon);
    }

    private void Stop(JsonObject binding, string cluster)
    {
        lock (writer.Deciding)
        {
            if (writer.IsBusyWith(binding.Key()))
                Queue.AddAfter(binding.Key(), Soon);
            else
                writer.Add(binding, QueueResults.Lapsed(cluster), QueueMarks.Out());
        }
    }

    private void Look(JsonObject binding)
    {
        if (binding.Annotation(GeofedMarks.Lease) is not null || JobLease.Granted(binding) is not null)
            Queue.Add(binding.Key());
    }
}
