using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>Tells of pods that found no node, by a condition and an event. Decisions come as fast as the cluster changes; what is written does not.</summary>
internal sealed class SchedulingFailures(SimulationContext context, PodEvents events)
{
    private const string Condition = "PodScheduled";

    /// <summary>A pod's reason is not written more often, however often it changes.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>The same reason is told again after this long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<NamespacedName, DateTimeOffset> _told = new();

    public void Forget(NamespacedName pod) => _told.TryRemove(pod, out _);

    /// <summary>Writes the reason, unless it is known, or another was told only just now. Then: how long to wait before the pod is tried once more.</summary>
    public async Task<TimeSpan?> TellAsync(JsonObject pod, string message, CancellationToken ct)
    {
        var now = context.Time.GetUtcNow();
        var known = PodConditions.Of(pod, Condition).Str("message") == message;
        var silence = _told.TryGetValue(pod.Key(), out var last) ? now - last : (TimeSpan?)null;
        if (known && silence is null)
        {
            // From an earlier run; it was told then.
            _told[pod.Key()] = now;
            return null;
        }
        if (known && silence < Longest)
            return null;
        if (!known && silence < Shortest)
            return Shortest - silence;
        _told[pod.Key()] = now;
        try
        {
            if (!known)
            {
                var conditions = PodConditions.With(pod.Arr("status", "conditions"), Condition, false, now, "Unschedulable", message);
                await context.Api.MergePodStatusAsync(pod, new() { ["conditions"] = conditions }, ct).ConfigureAwait(false);
            }
            await events.RecordAsync(pod, new(true, "FailedScheduling", message), ct).ConfigureAwait(false);
            return null;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return null;
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            // Changed meanwhile: what is told must be about the pod as it is now.
            Forget(pod.Key());
            return TimeSpan.FromMilliseconds(100);
        }
    }
}
