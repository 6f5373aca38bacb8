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
    /// <param name="replicas">What it gets; null for nothing.</param>
    /// <param name="more">How many of them are not there yet.</param>
    /// <param name="room">How many more find room; null when that is not known.</param>
    /// <param name="full">Why there is no room for one more.</param>
    public static string Feasible(ScheduleResult result, JsonObject binding, long? replicas, long more, long? room, string? full)
    {
        var wanted = binding.Int("spec", "replicas");
        if (result.Failure is not null)
            return room is null ? "it is feasible" : full ?? $"there is room for {room} of {wanted} replicas";
        if (replicas is > 0 and var some)
            return $"{some} of {wanted ?? some} replicas{(more > room ? $", with room for {room}{(full is null ? "" : $": {full}")}" : "")}";
        if (replicas is not null)
            return "it is feasible";
        var strategy = binding.Obj("spec", "placement", "replicaScheduling");
        if (strategy.Objects("weightPreference", "staticWeightList").Any())
            return "its share of the replicas is none";
        if (full is not null)
            return full;
        return binding.Objects("spec", "placement", "spreadConstraints").Any() ? "it is feasible, but the placement wants no more clusters than those chosen" : "its share of the replicas is none";
    }
}
