using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Placement.Scheduling;

/// <summary>Whether a binding is to be scheduled again (pkg/scheduler/scheduler.go doScheduleBinding, pkg/scheduler/helper.go).</summary>
public static class RescheduleTrigger
{
    private static readonly string[] Parts = ["clusterAffinity", "clusterTolerations", "spreadConstraints", "replicaScheduling"];

    /// <param name="cluster">Finds a Cluster by its name; null for one that is not there.</param>
    public static bool ShouldSchedule(JsonObject binding, Func<string, JsonObject?> cluster)
    {
        if (binding.IsDeleting())
            return false;
        var spec = binding.Obj("spec");
        if (PlacementChanged(binding, spec.Obj("placement")) || ReplicasChanged(spec) || IsRequired(binding))
            return true;
        var type = spec.Str("placement", "replicaScheduling", "replicaSchedulingType");
        var workload = (spec.Int("replicas") ?? 0) > 0 || spec.Obj("replicaRequirements") is not null || spec.Arr("components") is { Count: > 0 };
        return !workload || type is null or "" or "Duplicated"
            || spec.Objects("clusters").Any(target => cluster(target.Str("name") ?? "").IsDeleting());
    }

    /// <summary>A reschedule was asked for after the last one.</summary>
    public static bool IsRequired(JsonObject binding) =>
        KubeTime.Parse(binding.Str("spec", "rescheduleTriggeredAt")) is { } asked && KubeTime.Parse(binding.Str("status", "lastScheduledTime")) is { } last && asked > last;

    private static bool PlacementChanged(JsonObject binding, JsonObject? placement)
    {
        if (Applied(binding) is not { } applied)
            return true;
        if (Parts.Any(part => !Same(applied.At(part), placement.At(part))))
            return true;
        if (Same(applied.At("clusterAffinities"), placement.At("clusterAffinities")))
            return false;
        var observed = binding.Str("status", "schedulerObservingAffinityName");
        if (string.IsNullOrEmpty(observed))
            return true;
        var (before, now) = (Term(applied, observed), Term(placement, observed));
        return before is null || now is null || !Same(before, now);
    }

    private static JsonObject? Applied(JsonObject binding)
    {
        if (binding.Annotation(KarmadaMarks.AppliedPlacement) is not { Length: > 0 } text)
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool ReplicasChanged(JsonObject? spec)
    {
        if (spec.Obj("placement", "replicaScheduling") is not { } strategy)
            return false;
        var wanted = spec.Int("replicas") ?? 0;
        var targets = spec.Objects("clusters").Select(t => t.Int("replicas") ?? 0);
        return strategy.Str("replicaSchedulingType") switch
        {
            "Duplicated" => targets.Any(replicas => replicas != wanted),
            "Divided" => targets.Sum() != wanted,
            _ => false,
        };
    }

    private static JsonObject? Term(JsonObject? placement, string name) =>
        placement.Objects("clusterAffinities").FirstOrDefault(term => term.Str("affinityName") == name);

    /// <summary>Absent, null and empty are the same.</summary>
    private static bool Same(JsonNode? a, JsonNode? b) => JsonNavigation.Same(Dense(a), Dense(b));

    private static JsonNode? Dense(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                var fields = new JsonObject([.. o.Select(f => KeyValuePair.Create(f.Key, Dense(f.Value))).Where(f => f.Value is not null)]);
                return fields.Count == 0 ? null : fields;
            case JsonArray { Count: 0 }:
                return null;
            case JsonArray a:
                return new JsonArray([.. a.Select(n => n?.DeepClone())]);
            default:
                return node?.DeepClone();
        }
    }
}
