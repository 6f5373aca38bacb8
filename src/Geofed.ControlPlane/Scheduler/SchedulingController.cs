using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Queueing;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Queueing;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Scheduler;

/// <summary>
/// Chooses clusters for bindings that need it, one after the other (pkg/scheduler/scheduler.go); a <see cref="ScheduleWriter"/> writes them.
/// </summary>
internal sealed class SchedulingController(IKubeApi api, ControlPlaneCaches caches, InFlight inFlight, MemberCapacity capacity, TimeProvider time, ScheduleWriter writer, JobQueueController jobs)
{
    /// <summary>A cluster that left while nobody looked is as one that is leaving.</summary>
    private static readonly JsonObject Gone = new() { ["metadata"] = new JsonObject { ["deletionTimestamp"] = "" } };

    private static readonly TimeSpan LongestAfterError = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWithoutRoom = TimeSpan.FromMinutes(5);

    private readonly SchedulerOptions _options = new() { Capacity = capacity.Of };
    private readonly ConcurrentDictionary<NamespacedName, int> _attempts = new();

    /// <summary>The binding of highest priority first.</summary>
    public WorkQueue<NamespacedName> Queue { get; } = new(time, name => caches.Binding(name).Int("spec", "schedulePriority", "priority") ?? 0);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        caches.Clusters.Changed += OnCluster;
        // By then the cache knows what was written.
        writer.Again += name => Queue.AddAfter(name, TimeSpan.FromMilliseconds(10));
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (writer.IsBusyWith(name) || caches.Binding(name) is not { } binding || binding.IsDeleting() || binding.At("spec", "placement") is null || binding.Bool("spec", "suspension", "scheduling") == true)
            return;
        try
        {
            await ScheduleAsync(binding, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsConflict)
        {
            // The cache was behind; its next event brings the binding back.
            Queue.AddAfter(name, TimeSpan.FromMilliseconds(10));
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
        }
    }

    private async Task ScheduleAsync(JsonObject binding, CancellationToken ct)
    {
        var queued = QueuedJob.Is(binding);
        if (queued && QueuedJob.Waits(binding))
        {
            jobs.Wake();
            return;
        }
        var collection = ControlPlaneCaches.BindingsIn(binding.Namespace());
        var generation = binding.Int("metadata", "generation") ?? 0;
        // Neither a failure is the last word (what was restored meanwhile may fit as it is), nor clusters that were written without the condition. A Job that
        // has ended stays where it was.
        if (queued && QueuedJob.IsOver(binding, caches.Templates.Of(binding)) || binding.IsTrue("Scheduled") && binding.Annotation(GeofedMarks.ReplicaBounds) == binding.Annotation(GeofedMarks.AppliedReplicaBounds)
            && !RescheduleTrigger.ShouldSchedule(binding, name => caches.Cluster(name) ?? Gone))
        {
            if (binding.Int("status", "schedulerObservedGeneration") != generation)
                await api.MergeStatusAsync(collection, binding, new JsonObject { ["schedulerObservedGeneration"] = generation }, ct).ConfigureAwait(false);
            return;
        }
        lock (writer.Deciding)
        {
            var result = Geofed.Placement.Scheduling.Scheduler.Schedule(binding, [.. caches.Clusters.List()], _options);
            if (queued)
                writer.Add(binding, QueueResults.Running(binding, result), QueueMarks.Out());
            else
                writer.Add(binding, result);
            Retry(binding.Key(), result.Failure);
        }
    }

    /// <summary>An error soon, a lack of room less and less often: when room comes the binding is tried at once in any case.</summary>
    private void Retry(NamespacedName name, ScheduleFailure? failure)
    {
        if (failure is not (ScheduleFailure.Unschedulable or ScheduleFailure.SchedulerError))
        {
            _attempts.TryRemove(name, out _);
            return;
        }
        var attempts = _attempts.AddOrUpdate(name, 0, (_, n) => n + 1);
        var delay = TimeSpan.FromSeconds(1) * (1 << Math.Min(attempts, 10));
        var longest = failure == ScheduleFailure.SchedulerError ? LongestAfterError : LongestWithoutRoom;
        Queue.AddAfter(name, delay < longest ? delay : longest);
    }

    private void OnBinding(InformerChange change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            inFlight.Forget(change.Object.Key());
            writer.Forget(change.Object.Key());
            _attempts.TryRemove(change.Object.Key(), out _);
            return;
        }
        inFlight.Observe(change.Object);
        var decided = writer.Observe(change.Object);
        if (change.Old is null || change.Old.Int("metadata", "generation") != change.Object.Int("metadata", "generation") && !decided
            || GeofedMarks.OfPolicies.Any(mark => change.Old.Annotation(mark) != change.Object.Annotation(mark)))
            Queue.Add(change.Object.Key());
    }

    /// <summary>A cluster that comes, goes or changes may take what waits, or must give up what it has.</summary>
    private void OnCluster(InformerChange change)
    {
        var changed = change.Type != WatchEventType.Modified || change.Old.IsDeleting() != change.Object.IsDeleting()
            || !JsonNavigation.Same(change.Old.At("spec"), change.Object.At("spec"))
            || !JsonNavigation.Same(change.Old.At("metadata", "labels"), change.Object.At("metadata", "labels"))
            || !JsonNavigation.Same(change.Old.At("status", "apiEnablements"), change.Object.At("status", "apiEnablements"));
        var roomier = !JsonNavigation.Same(change.Old.At("status", "resourceSummary"), change.Object.At("status", "resourceSummary"));
        if (!changed && !roomier)
            return;
        foreach (var binding in caches.Bindings)
        {
            if (changed || binding.Condition("Scheduled").Str("reason") == nameof(ScheduleFailure.Unschedulable))
                Queue.Add(binding.Key());
        }
    }
}
