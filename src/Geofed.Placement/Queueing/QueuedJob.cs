using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Placement.Queueing;

/// <summary>Which bindings stand in the queue: those of Jobs that run as a whole in one cluster. Services take the room they find, and so does a Job that is divided.</summary>
public static class QueuedJob
{
    public static bool Is(JsonObject binding) =>
        binding.Obj("spec", "resource").Kind() == new GroupVersionKind("batch", "v1", "Job") && binding.Int("spec", "replicas") > 0 && IsWhole(binding.Obj("spec", "placement"));

    /// <summary>A placement in one cluster, wherever that is.</summary>
    public static bool IsWhole(JsonObject? placement) =>
        placement.Str("replicaScheduling", "replicaSchedulingType") == "Divided"
        && placement.Objects("spreadConstraints").Any(s => s.Str("spreadByField") is null or "" or "cluster" && s.Str("spreadByLabel") is null or "" && s.Int("maxGroups") == 1);

    /// <summary>It has no cluster.</summary>
    public static bool Waits(JsonObject binding) => binding.Arr("spec", "clusters") is not { Count: > 0 };

    /// <summary>The Job that the binding is for.</summary>
    public static NamespacedName Job(JsonObject binding) => new(binding.Namespace(), binding.Str("spec", "resource", "name") ?? "");

    /// <summary>Whether it has done its work, or failed for good: so says its template, or a cluster.</summary>
    public static bool IsOver(JsonObject binding, JsonObject? template) =>
        Ended(template.Obj("status")) || binding.Objects("status", "aggregatedStatus").Any(item => Ended(item.Obj("status")));

    public static DateTimeOffset? Since(JsonObject binding) => KubeTime.Parse(binding.Annotation(GeofedMarks.QueuedSince));

    public static DateTimeOffset? Started(JsonObject binding) => KubeTime.Parse(binding.Annotation(GeofedMarks.QueueStarted));

    public static DateTimeOffset? StartBy(JsonObject binding) => KubeTime.Parse(binding.Annotation(GeofedMarks.StartBy));

    public static bool Preempts(JsonObject binding) => binding.Annotation(GeofedMarks.Preempt) == "true";

    public static long Priority(JsonObject binding) => binding.Int("spec", "schedulePriority", "priority") ?? 0;

    private static bool Ended(JsonObject? status) => status.Objects("conditions").Any(c => c.Str("type") is "Complete" or "Failed" && c.Str("status") == "True");
}
