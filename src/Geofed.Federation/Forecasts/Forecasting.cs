using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Scheduling;

namespace Geofed.Federation;

/// <summary>Answers a question by the very scheduler that the control plane runs. Pure.</summary>
/// <param name="clusters">The federation's members.</param>
/// <param name="rooms">What is free in those that could be asked.</param>
internal sealed class Forecasting(string federation, IReadOnlyList<JsonObject> clusters, IReadOnlyDictionary<string, ClusterRoom> rooms)
{
    /// <param name="binding">The workload's binding as it is; null when it has none.</param>
    public PlacementForecast Answer(PlacementQuestion question, JsonObject? binding)
    {
        var supposed = Binding(question, binding);
        var all = clusters.Where(c => !question.Without.Contains(c.Name())).Concat(question.With.Select(with => with.Document(question.Kind))).ToList();
        var free = new Dictionary<string, ClusterRoom>(rooms.Where(r => !question.Without.Contains(r.Key)));
        foreach (var with in question.With)
            free[with.Name] = with.Room();
        var options = new SchedulerOptions { Capacity = (cluster, requirements) => free.GetValueOrDefault(cluster)?.Fits(ReplicaClaim.From(requirements)) };
        var result = Scheduler.Schedule(supposed, all, options);
        var claim = ReplicaClaim.From(supposed.Obj("spec", "replicaRequirements"));
        var hasReplicas = (supposed.Int("spec", "replicas") ?? 0) > 0;
        return new(result.Failure is null, result.Message,
        [
            .. all.Select(c => Row(question, supposed, binding, result, c, claim, hasReplicas ? free.GetValueOrDefault(c.Name()) : null)),
            .. clusters.Where(c => question.Without.Contains(c.Name())).Select(c => Row(question, binding, c) with { Reason = "it is supposed to be lost" }),
        ]);
    }

    private ClusterForecast Row(PlacementQuestion question, JsonObject supposed, JsonObject? binding, ScheduleResult result, JsonObject cluster, ReplicaClaim claim, ClusterRoom? free)
    {
        var (row, name, room) = (Row(question, binding, cluster), cluster.Name(), free?.Fits(claim));
        long? replicas = result.Targets?.Where(t => t.Name == name).Select(t => (long?)t.Replicas).FirstOrDefault();
        var reason = cluster.IsDeleting() ? "it is leaving the federation"
            : result.Filtered.TryGetValue(name, out var why) ? ForecastReasons.Filtered(why, question.Kind)
            : ForecastReasons.Feasible(result, supposed, replicas, (replicas ?? 0) - row.CurrentReplicas, room, room == 0 ? NoRoomReason.Of(free!, claim) : null);
        return row with { Chosen = replicas is not null, Replicas = replicas ?? 0, Room = room, Reason = reason, Exists = question.With.All(w => w.Name != name) };
    }

    private ClusterForecast Row(PlacementQuestion question, JsonObject? binding, JsonObject cluster) => new(cluster.Name(), question.Workload, federation)
    {
        Region = cluster.Str("spec", "region") ?? "",
        CurrentReplicas = binding.Objects("spec", "clusters").Where(t => t.Str("name") == cluster.Name()).Sum(t => t.Int("replicas") ?? 0),
    };

    /// <summary>The binding as the control plane would have it before it schedules: what is lost is evicted from, what stays is as it is.</summary>
    private static JsonObject Binding(PlacementQuestion question, JsonObject? binding)
    {
        var supposed = binding.Copy() ?? new JsonObject { ["metadata"] = new JsonObject { ["name"] = KarmadaNames.Binding(question.Kind.Kind, question.Template.Name()) } };
        var spec = supposed.Ensure("spec");
        var (replicas, requirements) = ResourceInterpreter.GetReplicas(question.Template);
        (spec["replicas"], spec["replicaRequirements"]) = (replicas > 0 ? replicas : null, requirements?.DeepClone());
        if (question.Policy is { } policy)
        {
            spec["placement"] = policy.At("spec", "placement")?.DeepClone() ?? new JsonObject();
            if (policy.Annotation(GeofedMarks.ReplicaBounds) is { } bounds)
                supposed.Ensure("metadata", "annotations")[GeofedMarks.ReplicaBounds] = bounds;
        }
        var resource = spec.Ensure("resource");
        (resource["apiVersion"], resource["kind"], resource["name"]) = (question.Kind.Resource.ApiVersion, question.Kind.Kind, question.Template.Name());
        if (spec.Arr("clusters") is { } targets)
            spec["clusters"] = new JsonArray([.. targets.Objects().Where(t => !question.Without.Contains(t.Str("name") ?? "")).Select(t => t.Copy())]);
        return supposed;
    }
}
