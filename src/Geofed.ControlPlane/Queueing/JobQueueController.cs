using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Propagation;
using Geofed.ControlPlane.Scheduler;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Queueing;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Queueing;

/// <summary>
/// Gives clusters to Jobs that run as a whole in one of them, all together: whenever a Job comes or ends, or a member's nodes and pods change. Karmada tries
/// each binding by itself, and lets those that find no room wait for a flush of five minutes.
/// </summary>
internal sealed class JobQueueController(ControlPlaneCaches caches, MemberFleet fleet, QueueReader reader, TimeProvider time, ScheduleWriter writer)
{
    private const string All = "all";

    /// <summary>What happens within this time after a look is one reason for the next one.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private volatile bool _waits;
    private long _looked;

    /// <summary>One key only: there is one queue.</summary>
    public WorkQueue<string> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += change =>
        {
            if (QueuedJob.Is(change.Object))
                Wake();
        };
        caches.Clusters.Changed += _ => WakeThoseWhoWait();
        caches.Works.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted && BindingWorks.BindingOf(change.Object) is { } binding && caches.Binding(binding) is { } known && QueuedJob.Is(known))
                Wake();
        };
        fleet.Events.Changed += _ => WakeThoseWhoWait();
    }

    /// <summary>Whoever comes alone is served at once; those that come one after the other are looked at together.</summary>
    public void Wake()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _looked)) >= Gathering)
            Queue.Add(All);
        else
            Queue.AddAfter(All, Gathering);
    }

    public Task ReconcileAsync(string all, CancellationToken ct)
    {
        lock (writer.Deciding)
            Decide();
        Volatile.Write(ref _looked, time.GetTimestamp());
        return Task.CompletedTask;
    }

    private void Decide()
    {
        var view = reader.Read();
        _waits = view.State.Waiting.Count > 0;
        if (!_waits)
            return;
        var plan = JobQueue.Plan(view.State);
        // Who makes way goes before anything starts in its place, also when this process ends in between.
        foreach (var displaced in plan.Displaced)
            Write(view.Bindings[displaced.Job.Name], QueueResults.Displace(displaced), QueueMarks.Out());
        foreach (var verdict in plan.Verdicts)
        {
            var binding = view.Bindings[verdict.Job.Name];
            if (verdict.Cluster is { } cluster)
                Write(binding, QueueResults.Start(binding, cluster, view.Clusters), QueueMarks.Started(verdict.Job, view.State.Now, JobLease.Started(binding, caches.Templates.Of(binding), cluster)));
            else
                Write(binding, verdict.Job.Candidates.Count == 0 && verdict.Job.Held is null && !verdict.IsLate ? Unplaceable(binding, view.Clusters) : QueueResults.Wait(verdict), QueueMarks.Waiting(verdict));
        }
        // Who was held a moment ago may not be any more: the clock has gone on since it was asked.
        var now = view.State.Now;
        if (view.State.Waiting.SelectMany(job => new[] { job.StartBy > now ? job.StartBy : null, job.HeldUntil }).Min() is { } next)
            Queue.AddAt(All, next > now ? next : now + Gathering);
    }

    /// <summary>One that is being written is looked at again when it is.</summary>
    private void Write(JsonObject binding, ScheduleResult result, JsonObject marks)
    {
        if (!writer.IsBusyWith(binding.Key()) && !QueueResults.Holds(binding, result, marks))
            writer.Add(binding, result, marks);
    }

    /// <summary>No cluster passes the filters: the scheduler says why.</summary>
    private static ScheduleResult Unplaceable(JsonObject binding, IReadOnlyList<JsonObject> clusters) => Geofed.Placement.Scheduling.Scheduler.Schedule(binding, clusters, new() { Capacity = (_, _) => 0 });

    private void WakeThoseWhoWait()
    {
        if (_waits)
            Wake();
    }
}
