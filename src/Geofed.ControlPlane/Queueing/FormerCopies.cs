using System.Text.Json.Nodes;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Propagation;
using Geofed.ControlPlane.Scheduler;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Queueing;

/// <summary>
/// Whether a former copy of a Job may still run somewhere: then no other one starts. It does not where it has been taken away, where a member has left the
/// federation, and where a person says that nothing runs any more.
/// </summary>
internal sealed class FormerCopies(ControlPlaneCaches caches, MemberFleet fleet, MemberCapacity capacity, TimeProvider time)
{
    /// <summary>Where it may run, and what would have to change; null when it runs nowhere.</summary>
    public FormerCopy? Of(JsonObject binding)
    {
        if (QueuedJob.Started(binding) is null && binding.Arr("spec", "gracefulEvictionTasks") is not { Count: > 0 })
            return null;
        var ended = new HashSet<string>();
        foreach (var (cluster, work) in BindingWorks.All(caches, binding).Where(copy => !IsOutOfService(copy.Cluster)))
        {
            if (fleet.TryGet(cluster, out var member) && member.Answers)
                return new($"Its former copy in {cluster} is being stopped: it starts again when that has gone.");
            if (JobLease.DeadBy(binding, cluster, work.Objects("spec", "workload", "manifests").FirstOrDefault()) is not { } dead)
            {
                return new($"Its former copy in {cluster}, which does not answer, may still run. It goes on there when {cluster} is found again; it starts elsewhere when you say that "
                    + $"nothing runs there any more, by the taint {GeofedMarks.OutOfService}=true:NoExecute, or take {cluster} out of the federation.");
            }
            if (dead > time.GetUtcNow())
                return new($"Its former copy in {cluster}, which does not answer, may still run until {KubeTime.Format(dead)}: then its lease has lapsed, and it starts elsewhere.", dead);
            ended.Add(cluster);
        }
        var left = caches.Clusters.List().Select(c => c.Name()).FirstOrDefault(c => !ended.Contains(c) && !IsOutOfService(c) && capacity.Occupancy(c)?.Has(QueuedJob.Job(binding)) == true);
        return left is null ? null : new($"Its former pods in {left} are being stopped: it starts again when they have gone.");
    }

    private bool IsOutOfService(string cluster) => caches.Cluster(cluster).Objects("spec", "taints").Any(t => t.Str("key") == GeofedMarks.OutOfService);
}

/// <summary>Why a Job must not start yet.</summary>
/// <param name="Until">When that is over; null when somebody will tell.</param>
internal sealed record FormerCopy(string Reason, DateTimeOffset? Until = null);
