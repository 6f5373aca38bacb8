using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>How a Job stands in the queue, in a person's words.</summary>
public sealed record QueueRequest
{
    /// <summary>The PriorityClass of the federation that it has; the lowest priority, 0, when null.</summary>
    public string? PriorityClass { get; init; }

    /// <summary>The time by which it must have started; null when it may wait for ever.</summary>
    public DateTimeOffset? StartBy { get; init; }

    /// <summary>Whether Jobs of lower priority make way for it.</summary>
    public bool Preempt { get; init; }

    /// <summary>For how long its cluster may be silent before it starts elsewhere; null when it waits for it.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>Writes it into a Job's policy. A real Karmada knows the priority, and carries the rest without acting on it.</summary>
    public JsonObject AddTo(JsonObject policy)
    {
        if (PriorityClass is not null)
            policy.Ensure("spec")["schedulePriority"] = new JsonObject { ["priorityClassSource"] = "KubePriorityClass", ["priorityClassName"] = PriorityClass };
        if (StartBy is { } time)
            policy.Ensure("metadata", "annotations")[GeofedMarks.StartBy] = KubeTime.Format(time);
        if (Preempt)
            policy.Ensure("metadata", "annotations")[GeofedMarks.Preempt] = "true";
        if (Lease is { } lease)
        {
            policy.Ensure("metadata", "annotations")[GeofedMarks.Lease] = ((long)lease.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            policy.Ensure("spec", "placement")["clusterTolerations"] = new JsonArray([.. new[] { KarmadaMarks.TaintNotReady, KarmadaMarks.TaintUnreachable }.Select(taint => new JsonObject
            {
                ["key"] = taint,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = (long)lease.TotalSeconds,
            })]);
        }
        return policy;
    }
}
