using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Eviction;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Scheduler;

/// <summary>
/// Chooses clusters for bindings that need it, one after the other, and says so in their Scheduled condition (pkg/scheduler/scheduler.go).
/// </summary>
internal sealed class SchedulingController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time, EventRecorder events)
{
    private const string Component = "default-scheduler";

    /// <summary>A cluster that left while nobody looked is as one that is leaving.</summary>
    private static readonly JsonObject Gone = new() { ["metadata"] = new JsonObject { ["deletionTimestamp"] = "" } };

    public WorkQueue<NamespacedName> Queue { get; } = new(time) { ShortestDelay = TimeSpan.FromSeconds(1), LongestDelay = TimeSpan.FromSeconds(10) };

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        caches.Clusters.Changed += OnCluster;
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Binding(name) is not { } binding || binding.IsDeleting() || binding.At("spec", "placement") is null || binding.Bool("spec", "suspension", "scheduling") == true)
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
        var collection = ControlPlaneCaches.BindingsIn(binding.Namespace());
        var generation = binding.Int("metadata", "generation") ?? 0;
        // A failure is never the last word: what was restored meanwhile may fit as it is.
        if (binding.Condition("Scheduled").Str("status") != "False" && !RescheduleTrigger.ShouldSchedule(binding, name => caches.Cluster(name) ?? Gone))
        {
            if (binding.Int("status", "schedulerObservedGeneration") != generation && binding.IsTrue("Scheduled"))
                await api.MergeStatusAsync(collection, binding, new JsonObject { ["schedulerObservedGeneration"] = generation }, ct).ConfigureAwait(false);
            return;
        }
        var result = Geofed.Placement.Scheduling.Scheduler.Schedule(binding, [.. caches.Clusters.List()]);
        var written = await WriteResultAsync(collection, binding, result, ct).ConfigureAwait(false);
        var status = new JsonObject
        {
            ["schedulerObservedGeneration"] = written.Int("metadata", "generation") ?? generation,
            ["conditions"] = Conditions.With(written.Arr("status", "conditions"), "Scheduled", result.Failure is null, result.Reason, result.Message, time.GetUtcNow()),
        };
        if (result.ObservedAffinityName is not null)
            status["schedulerObservingAffinityName"] = result.ObservedAffinityName;
        var news = written.Condition("Scheduled").Str("message") != result.Message || !ReferenceEquals(written, binding);
        if (result.Failure is null && (news || RescheduleTrigger.IsRequired(binding)))
            status["lastScheduledTime"] = LastScheduled(binding);
        await api.MergeStatusAsync(collection, written, status, ct).ConfigureAwait(false);
        if (news)
            await TellAsync(binding, result, ct).ConfigureAwait(false);
        if (result.Failure is ScheduleFailure.Unschedulable or ScheduleFailure.SchedulerError)
            Queue.AddRateLimited(binding.Key());
    }

    /// <summary>Now, or the time of the request that was served, when its clock is ahead: a request is served once.</summary>
    private string LastScheduled(JsonObject binding)
    {
        var (now, asked) = (time.GetUtcNow(), KubeTime.Parse(binding.Str("spec", "rescheduleTriggeredAt")));
        return KubeTime.Format(asked > now ? asked.Value : now);
    }

    /// <summary>A failure to fit takes the clusters away; any other leaves them. Returns the binding as it is then.</summary>
    private async Task<JsonObject> WriteResultAsync(ResourceCollection collection, JsonObject binding, ScheduleResult result, CancellationToken ct)
    {
        if (result.Failure is ScheduleFailure.Unschedulable or ScheduleFailure.SchedulerError)
            return binding;
        var clusters = new JsonArray([.. (result.Targets ?? []).Select(Target)]);
        var placement = binding.At("spec", "placement")!.ToText();
        if (JsonNavigation.Same(clusters, binding.Arr("spec", "clusters") ?? []) && binding.Annotation(KarmadaMarks.AppliedPlacement) == placement)
            return binding;
        var annotations = new JsonObject { [KarmadaMarks.AppliedPlacement] = placement };
        var spec = new JsonObject { ["clusters"] = clusters.Count > 0 ? clusters : null };
        if (RescheduleTrigger.IsRequired(binding) && result.Targets is { } targets)
        {
            annotations[GeofedMarks.EvictedFrom] = null;
            spec["gracefulEvictionTasks"] = LeftGracefully(binding, targets);
        }
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = binding.ResourceVersion(), ["annotations"] = annotations },
            ["spec"] = spec,
        };
        return await api.MergeAsync(collection.Named(binding.Name()), patch, ct).ConfigureAwait(false);
    }

    /// <summary>What moves because somebody asked for it runs on where it was until it runs where it goes.</summary>
    private static JsonArray? LeftGracefully(JsonObject binding, IReadOnlyList<TargetCluster> targets)
    {
        var spec = binding.Obj("spec").Copy()!;
        foreach (var left in binding.Objects("spec", "clusters").Select(t => t.Str("name") ?? "").Except(targets.Select(t => t.Name)))
            ClusterEviction.Evict(spec, left, ClusterEviction.Moved);
        return spec.Arr("gracefulEvictionTasks").Copy();
    }

    private static JsonNode Target(TargetCluster target)
    {
        var o = new JsonObject { ["name"] = target.Name };
        if (target.Replicas > 0)
            o["replicas"] = target.Replicas;
        return o;
    }

    private async Task TellAsync(JsonObject binding, ScheduleResult result, CancellationToken ct)
    {
        var message = result.Failure is null
            ? $"{result.Message} Result: {{{string.Join(", ", result.Targets!.Select(t => $"{t.Name}:{t.Replicas}"))}}}"
            : result.Message;
        var reason = result.Failure is null ? "ScheduleBindingSucceed" : "ScheduleBindingFailed";
        await events.RecordAsync(binding, Component, result.Failure is not null, reason, message, ct).ConfigureAwait(false);
        // Whoever asks about the workload asks about its template.
        if (caches.Templates.Of(binding) is { } template)
            await events.RecordAsync(template, Component, result.Failure is not null, reason, message, ct).ConfigureAwait(false);
    }

    private void OnBinding(InformerChange change)
    {
        if (change.Type == WatchEventType.Deleted)
            return;
        if (change.Old is null || change.Old.Int("metadata", "generation") != change.Object.Int("metadata", "generation"))
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
