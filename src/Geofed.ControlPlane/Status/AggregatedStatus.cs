using System.Text.Json.Nodes;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Status;

/// <summary>A binding's view of its Works.</summary>
internal static class AggregatedStatus
{
    /// <summary>One item for each Work that is not on its way out.</summary>
    public static JsonArray Of(IEnumerable<(string Cluster, JsonObject Work)> works) =>
        new([.. works.Where(w => !w.Work.IsDeleting()).Select(w => (JsonNode)Item(w.Cluster, w.Work))]);

    public static JsonArray FullyApplied(JsonObject binding, JsonArray items, DateTimeOffset now)
    {
        var clusters = BindingTargets.Of(binding).Keys.Union(BindingTargets.Evicted(binding)).Count();
        var full = clusters > 0 && items.Count == clusters && items.Objects().All(i => i.Bool("applied") == true);
        return full
            ? Conditions.With(binding.Arr("status", "conditions"), "FullyApplied", true, "FullyAppliedSuccess", "All works have been successfully applied", now)
            : Conditions.With(binding.Arr("status", "conditions"), "FullyApplied", false, "FullyAppliedFailed", "Failed to apply all works, see status.aggregatedStatus for details", now);
    }

    private static JsonObject Item(string cluster, JsonObject work)
    {
        var item = new JsonObject { ["clusterName"] = cluster };
        var reported = work.Objects("status", "manifestStatuses").FirstOrDefault();
        if (reported.Obj("status") is { } status)
            item["status"] = JobLease.HasLapsed(work.Objects("spec", "workload", "manifests").FirstOrDefault(), status) ? Going(status) : status.Copy();
        if (work.IsTrue("Applied"))
            item["applied"] = true;
        else if (work.Condition("Applied").Str("message") is { } message)
            item["appliedMessage"] = message;
        item["health"] = reported.Str("health") ?? "Unknown";
        return item;
    }

    /// <summary>A copy whose lease has lapsed has not failed: it starts again.</summary>
    private static JsonObject Going(JsonObject status)
    {
        var going = status.Copy();
        going["conditions"] = new JsonArray([.. status.Objects("conditions").Where(c => c.Str("type") is not ("Failed" or "FailureTarget")).Select(c => (JsonNode)c.Copy())]);
        return going;
    }
}
