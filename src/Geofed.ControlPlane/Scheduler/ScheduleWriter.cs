using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Eviction;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Scheduler;

/// <summary>Writes what scheduling came to: the binding's clusters, by what placement it has them, and the Scheduled condition.</summary>
internal sealed class ScheduleWriter(IKubeApi api, InFlight inFlight, TimeProvider time)
{
    /// <summary>Returns whether there is anything new to tell.</summary>
    public async Task<bool> WriteAsync(JsonObject binding, ScheduleResult result, CancellationToken ct)
    {
        var collection = ControlPlaneCaches.BindingsIn(binding.Namespace());
        var written = await WriteClustersAsync(collection, binding, result, ct).ConfigureAwait(false);
        // The next binding must know before the cache does.
        inFlight.Observe(written);
        var status = new JsonObject
        {
            ["schedulerObservedGeneration"] = written.Int("metadata", "generation"),
            ["conditions"] = Conditions.With(written.Arr("status", "conditions"), "Scheduled", result.Failure is null, result.Reason, result.Message, time.GetUtcNow()),
        };
        if (result.ObservedAffinityName is not null)
            status["schedulerObservingAffinityName"] = result.ObservedAffinityName;
        var news = written.Condition("Scheduled").Str("message") != result.Message || !ReferenceEquals(written, binding);
        if (result.Failure is null && (news || RescheduleTrigger.IsRequired(binding)))
            status["lastScheduledTime"] = LastScheduled(binding);
        await api.MergeStatusAsync(collection, written, status, ct).ConfigureAwait(false);
        return news;
    }

    /// <summary>A failure to fit takes the clusters away; any other leaves them.</summary>
    private async Task<JsonObject> WriteClustersAsync(ResourceCollection collection, JsonObject binding, ScheduleResult result, CancellationToken ct)
    {
        if (result.Failure is ScheduleFailure.Unschedulable or ScheduleFailure.SchedulerError)
            return binding;
        var clusters = new JsonArray([.. (result.Targets ?? []).Select(Target)]);
        var placement = binding.At("spec", "placement")!.ToText();
        var bounds = binding.Annotation(GeofedMarks.ReplicaBounds);
        if (JsonNavigation.Same(clusters, binding.Arr("spec", "clusters") ?? [])
            && binding.Annotation(KarmadaMarks.AppliedPlacement) == placement && binding.Annotation(GeofedMarks.AppliedReplicaBounds) == bounds)
            return binding;
        var annotations = new JsonObject { [KarmadaMarks.AppliedPlacement] = placement, [GeofedMarks.AppliedReplicaBounds] = bounds };
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
