using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Eviction;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Scheduler;

/// <summary>
/// Writes what scheduling came to: the binding's clusters, by what placement it has them, the Scheduled condition, and events. Decisions are made one after
/// the other; they are written side by side, so that no binding waits for another one's disk.
/// </summary>
internal sealed class ScheduleWriter(IKubeApi api, ControlPlaneCaches caches, InFlight inFlight, TimeProvider time, EventRecorder events)
{
    private const string Component = "default-scheduler";
    private readonly Lock _gate = new();
    private readonly Dictionary<NamespacedName, Decision> _decided = [];

    /// <summary>Bindings as they are since they were written, until the cache has them so.</summary>
    private readonly Dictionary<NamespacedName, JsonObject> _expected = [];

    private sealed record Decision(JsonObject Binding, ScheduleResult Result, JsonObject Marks)
    {
        public bool Again { get; set; }
    }

    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    /// <summary>Held while somebody decides and adds what was decided, so that each decision knows of those before it.</summary>
    public Lock Deciding { get; } = new();

    /// <summary>Raised for a binding that is to be looked at again: its decision could not be written, or somebody asked meanwhile.</summary>
    public event Action<NamespacedName>? Again;

    /// <summary>Takes a decision to be written. The next one knows of it at once, before it is written.</summary>
    /// <param name="marks">Annotations that the binding is to have besides, or (null) no longer.</param>
    public void Add(JsonObject binding, ScheduleResult result, JsonObject? marks = null)
    {
        var expected = Expected(binding, result);
        inFlight.Observe(expected);
        lock (_gate)
        {
            _decided[binding.Key()] = new(binding, result, marks ?? []);
            _expected[binding.Key()] = expected;
        }
        Queue.Add(binding.Key());
    }

    /// <summary>The binding with what was decided about it since, of which the cache may not know yet.</summary>
    public JsonObject Latest(JsonObject cached)
    {
        lock (_gate)
            return _expected.TryGetValue(cached.Key(), out var expected) && Generations(expected, cached) > 0 ? expected : cached;
    }

    /// <summary>Hears what the cache knows of a binding. True when it is as it was decided: its change is the decision's own, which needs no other.</summary>
    public bool Observe(JsonObject cached)
    {
        lock (_gate)
        {
            if (!_expected.TryGetValue(cached.Key(), out var expected) || Generations(expected, cached) > 0)
                return false;
            _expected.Remove(cached.Key());
            return Generations(expected, cached) == 0;
        }
    }

    public void Forget(NamespacedName binding)
    {
        lock (_gate)
            _expected.Remove(binding);
    }

    /// <summary>True while a decision on a binding is being written; <see cref="Again"/> is raised afterwards.</summary>
    public bool IsBusyWith(NamespacedName name)
    {
        lock (_gate)
            return _decided.TryGetValue(name, out var decision) && (decision.Again = true);
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        Decision? decision;
        lock (_gate)
        {
            if (!_decided.TryGetValue(name, out decision))
                return;
        }
        try
        {
            if (await WriteAsync(decision, ct).ConfigureAwait(false))
                await TellAsync(decision.Binding, decision.Result, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsNotFound)
        {
            // The cache was behind: what it says by now is decided upon anew.
            decision.Again = true;
            lock (_gate)
                _expected.Remove(name);
            inFlight.Forget(name);
            if (caches.Binding(name) is { } binding)
                inFlight.Observe(binding);
        }
        lock (_gate)
            _decided.Remove(name);
        if (decision.Again)
            Again?.Invoke(name);
    }

    /// <summary>Returns whether there is anything new to tell.</summary>
    private async Task<bool> WriteAsync(Decision decision, CancellationToken ct)
    {
        var (binding, result) = (decision.Binding, decision.Result);
        var collection = ControlPlaneCaches.BindingsIn(binding.Namespace());
        var written = await WriteClustersAsync(collection, decision, ct).ConfigureAwait(false);
        var status = new JsonObject
        {
            ["schedulerObservedGeneration"] = written.Int("metadata", "generation"),
            ["conditions"] = Conditions.With(written.Arr("status", "conditions"), "Scheduled", result.Failure is null, result.Reason, result.Message, time.GetUtcNow()),
        };
        if (result.ObservedAffinityName is not null)
            status["schedulerObservingAffinityName"] = result.ObservedAffinityName;
        var moved = !JsonNavigation.Same(written.At("spec", "clusters"), binding.At("spec", "clusters"));
        var news = written.Condition("Scheduled").Str("message") != result.Message || moved || result.Failure is null && !ReferenceEquals(written, binding);
        if (result.Failure is null && (news || RescheduleTrigger.IsRequired(binding)))
            status["lastScheduledTime"] = LastScheduled(binding);
        await api.MergeStatusAsync(collection, written, status, ct).ConfigureAwait(false);
        return news;
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

    /// <summary>The binding as it will be when it is written.</summary>
    private static JsonObject Expected(JsonObject binding, ScheduleResult result)
    {
        if (LeavesClusters(result) || Clusters(result) is var clusters && JsonNavigation.Same(clusters, binding.Arr("spec", "clusters") ?? []))
            return binding;
        var expected = binding.Copy()!;
        expected["spec"]!["clusters"] = clusters;
        expected["metadata"]!["generation"] = (binding.Int("metadata", "generation") ?? 0) + 1;
        return expected;
    }

    /// <summary>By how many generations what is expected is ahead of what the cache has; null when that is another binding of the name.</summary>
    private static long? Generations(JsonObject expected, JsonObject cached) =>
        expected.Uid() == cached.Uid() ? (expected.Int("metadata", "generation") ?? 0) - (cached.Int("metadata", "generation") ?? 0) : null;

    private static bool LeavesClusters(ScheduleResult result) =>
        result.Failure is ScheduleFailure.Unschedulable or ScheduleFailure.SchedulerError or ScheduleFailure.StartDeadlinePassed;

    private static JsonArray Clusters(ScheduleResult result) => [.. (result.Targets ?? []).Select(Target)];

    /// <summary>A failure to fit takes the clusters away; any other leaves them.</summary>
    private async Task<JsonObject> WriteClustersAsync(ResourceCollection collection, Decision decision, CancellationToken ct)
    {
        var (binding, result, marks) = decision;
        var marked = marks.All(mark => mark.Value.Str() == binding.Annotation(mark.Key));
        if (LeavesClusters(result))
            return marked ? binding : await api.MergeAsync(collection.Named(binding.Name()), Patch(binding, marks.Copy()), ct).ConfigureAwait(false);
        var clusters = Clusters(result);
        var placement = binding.At("spec", "placement")!.ToText();
        var bounds = binding.Annotation(GeofedMarks.ReplicaBounds);
        if (marked && JsonNavigation.Same(clusters, binding.Arr("spec", "clusters") ?? [])
            && binding.Annotation(KarmadaMarks.AppliedPlacement) == placement && binding.Annotation(GeofedMarks.AppliedReplicaBounds) == bounds)
            return binding;
        var annotations = marks.Copy();
        (annotations[KarmadaMarks.AppliedPlacement], annotations[GeofedMarks.AppliedReplicaBounds]) = (placement, bounds);
        var spec = new JsonObject { ["clusters"] = clusters.Count > 0 ? clusters : null };
        if (RescheduleTrigger.IsRequired(binding) && result.Targets is { } targets)
        {
            annotations[GeofedMarks.EvictedFrom] = null;
            spec["gracefulEvictionTasks"] = LeftGracefully(binding, targets);
        }
        var patch = Patch(binding, annotations);
        patch["spec"] = spec;
        return await api.MergeAsync(collection.Named(binding.Name()), patch, ct).ConfigureAwait(false);
    }

    private static JsonObject Patch(JsonObject binding, JsonObject annotations) =>
        new() { ["metadata"] = new JsonObject { ["resourceVersion"] = binding.ResourceVersion(), ["annotations"] = annotations } };

    /// <summary>What moves because somebody asked for it runs on where it was until it runs where it goes.</summary>
    private static JsonArray? LeftGracefully(JsonObject binding, IReadOnlyList<TargetCluster> targets)
    {
        var spec = binding.Obj("spec").Copy()!;
        foreach (var left in binding.Objects("spec", "clusters").Select(t => t.Str("name") ?? "").Except(targets.Select(t => t.Name)))
            ClusterEviction.Evict(spec, left, ClusterEviction.Moved);
        return spec.Arr("gracefulEvictionTasks").Copy();
    }

    /// <summary>Now, or the time of the request that was served, when its clock is ahead: a request is served once.</summary>
    private string LastScheduled(JsonObject binding)
    {
        var (now, asked) = (time.GetUtcNow(), KubeTime.Parse(binding.Str("spec", "rescheduleTriggeredAt")));
        return KubeTime.Format(asked > now ? asked.Value : now);
    }

    private static JsonNode Target(TargetCluster target)
    {
        var o = new JsonObject { ["name"] = target.Name };
        if (target.Replicas > 0)
            o["replicas"] = target.Replicas;
        return o;
    }
}
