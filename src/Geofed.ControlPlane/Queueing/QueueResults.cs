using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Queueing;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Queueing;

/// <summary>What decisions of the queue are to the scheduler.</summary>
internal static class QueueResults
{
    /// <summary>The scheduler's own choice, when no other cluster has room.</summary>
    public static ScheduleResult Start(JsonObject binding, string cluster, IReadOnlyList<JsonObject> clusters)
    {
        // Pods of several sizes have no number that clusters could be compared by.
        if (binding.Arr("spec", "components") is { Count: > 0 })
            return Geofed.Placement.Scheduling.Scheduler.Schedule(binding, [.. clusters.Where(c => c.Name() == cluster)], new() { Capacity = (_, _) => long.MaxValue / 2 });
        var pods = binding.Int("spec", "replicas") ?? 0;
        return Geofed.Placement.Scheduling.Scheduler.Schedule(binding, clusters, new() { Capacity = (name, _) => name == cluster ? pods : 0 });
    }

    public static ScheduleResult Wait(QueueVerdict verdict) =>
        new() { Failure = verdict.IsLate ? ScheduleFailure.StartDeadlinePassed : ScheduleFailure.Unschedulable, Message = verdict.Reason };

    public static ScheduleResult Displace(DisplacedJob displaced) => new()
    {
        Failure = ScheduleFailure.Displaced,
        Message = $"It left {displaced.Job.Cluster} to {displaced.For.Name}, which has priority {displaced.For.Priority}, and waits again.",
    };

    public static ScheduleResult Lapsed(string cluster) => new()
    {
        Failure = ScheduleFailure.Displaced,
        Message = $"Its lease in {cluster} has lapsed: the federation could not put off its end in time. It waits for its turn again.",
    };

    /// <summary>A Job that runs is not moved: it is stopped, and waits for its turn. So it never runs twice.</summary>
    public static ScheduleResult Running(JsonObject binding, ScheduleResult result)
    {
        var now = binding.Objects("spec", "clusters").Select(t => t.Str("name")).ToHashSet();
        if (result.Targets is not { } targets || now.SetEquals(targets.Select(t => t.Name)))
            return result;
        return new() { Failure = ScheduleFailure.Displaced, Message = $"It is to leave {string.Join(", ", now)}, and waits again.", ObservedAffinityName = result.ObservedAffinityName };
    }

    /// <summary>Whether a binding already says what it would be told. Why one was late stays as it was when it became so.</summary>
    public static bool Holds(JsonObject binding, ScheduleResult result, JsonObject marks) =>
        binding.Condition("Scheduled") is { } scheduled && scheduled.Str("status") == "False" && scheduled.Str("reason") == result.Reason
        && (result.Failure == ScheduleFailure.StartDeadlinePassed || scheduled.Str("message") == result.Message)
        && binding.Int("status", "schedulerObservedGeneration") == binding.Int("metadata", "generation")
        && marks.All(mark => mark.Value.Str() == binding.Annotation(mark.Key));
}
