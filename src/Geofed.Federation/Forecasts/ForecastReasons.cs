using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Scheduling;

namespace Geofed.Federation;

/// <summary>Why the scheduler would have a cluster or not, in a person's words. Pure.</summary>
internal static class ForecastReasons
{
    /// <summary>Karmada's words for what keeps a cluster from being feasible.</summary>
    public static string Filtered(IReadOnlyList<string> reasons, ApiResource kind) => string.Join("; ", reasons.Select(reason => reason switch
    {
        "cluster(s) did not have the API resource" => $"it does not serve {kind.Kind} ({kind.Resource.ApiVersion})",
        "cluster(s) did not match the placement cluster affinity constraint" => "the placement does not select it",
        "cluster(s) is in the process of eviction" => "the workload is being evicted from it",
        _ when reason.StartsWith("cluster(s) had untolerated taint ", StringComparison.Ordinal) => $"it has the taint {reason["cluster(s) had untolerated taint ".Length..]}, which the placement does not tolerate",
        _ => reason.Replace("cluster(s)", "it", StringComparison.Ordinal),
    }));

    /// <summary>Why a feasible cluster gets what it gets.</summary>
    public static string Feasible(ScheduleResult result, JsonObject binding, string cluster, long? replicas, long? room)
    {
        if (result.Failure is not null)
            return room is null ? "it is feasible" : $"it is feasible, with room for {room} more";
        if (replicas is > 0 and var some)
            return $"{some} of {binding.Int("spec", "replicas") ?? some} replicas";
        if (replicas is not null)
            return "it is feasible";
        var strategy = binding.Obj("spec", "placement", "replicaScheduling");
        if (strategy.Objects("weightPreference", "staticWeightList").Any())
            return "its share of the replicas is none";
        if (binding.Objects("spec", "placement", "spreadConstraints").Any())
            return "it is feasible, but the placement wants no more clusters than those chosen";
        return room == 0 ? "it has no room" : "its share of the replicas is none";
    }
}
