using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Queueing;

/// <summary>Which bindings stand in the queue: those of Jobs that run as a whole in one cluster. Services take the room they find, and so does a Job that is divided.</summary>
public static class QueuedJob
{
    public static bool Is(JsonObject binding) =>
        Kind(binding) is not null && (binding.Int("spec", "replicas") > 0 || binding.Arr("spec", "components") is { Count: > 0 }) && IsWhole(binding.Obj("spec", "placement"));

    /// <summary>The kind of job that the binding is for; null when it is for none whose pods are known.</summary>
    public static JobKind? Kind(JsonObject binding) => JobKind.Of(binding.Obj("spec", "resource").Kind());

    /// <summary>A placement in one cluster, wherever that is.</summary>
    public static bool IsWhole(JsonObject? placement) =>
        placement.Str("replicaScheduling", "replicaSchedulingType") == "Divided"
        && placement.Objects("spreadConstraints").Any(s => s.Str("spreadByField") is null or "" or "cluster" && s.Str("spreadByLabel") is null or "" && s.Int("maxGroups") == 1);

    /// <summary>It has no cluster.</summary>
    public static bool Waits(JsonObject binding) => binding.Arr("spec", "clusters") is not { Count: > 0 };

    /// <summary>The Job that the binding is for.</summary>
    public static JobName Job(JsonObject binding) => new(binding.Str("spec", "resource", "kind") ?? "", binding.Namespace(), binding.Str("spec", "resource", "name") ?? "");

    /// <summary>Whether it has done its work, or failed for good: so says its template, or a cluster.</summary>
    public static bool IsOver(JsonObject binding, JsonObject? template) =>
        Ended(binding, template.Obj("status")) || binding.Objects("status", "aggregatedStatus").Any(item => Ended(binding, item.Obj("status")));

    public static DateTimeOffset? Since(JsonObject binding) => KubeTime.Parse(binding.Annotation(GeofedMarks.QueuedSince));

    public static DateTimeOffset? Started(JsonObject binding) => KubeTime.Parse(binding.Annotation(GeofedMarks.QueueStarted));

    public static DateTimeOffset? StartBy(JsonObject binding) => KubeTime.Parse(binding.Annotation(GeofedMarks.StartBy));

    public static bool Preempts(JsonObject binding) => binding.Annotation(GeofedMarks.Preempt) == "true";

    public static long Priority(JsonObject binding) => binding.Int("spec", "schedulePriority", "priority") ?? 0;

    private static bool Ended(JsonObject binding, JsonObject? status) => JobEnd.Of(binding.Obj("spec", "resource").Kind(), status) is not null;
}
