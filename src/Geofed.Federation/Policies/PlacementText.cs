using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Karmada's placement in a few words. Pure.</summary>
internal static class PlacementText
{
    public static string Of(JsonObject? placement)
    {
        var parts = new List<string> { Affinity(placement.Obj("clusterAffinity")) };
        var groups = placement.Objects("clusterAffinities").Select(g => g.Str("affinityName") ?? "").ToList();
        if (groups.Count > 0)
            parts[0] = "first of " + string.Join(", ", groups);
        parts.Add(Scheduling(placement.Obj("replicaScheduling")));
        parts.AddRange(placement.Objects("spreadConstraints").Select(s => $"spread by {s.Str("spreadByField") ?? s.Str("spreadByLabel")}"));
        return string.Join("; ", parts.Where(p => p.Length > 0));
    }

    /// <summary>"all clusters", "us-west1, eu", "region in (us-west1)".</summary>
    public static string Affinity(JsonObject? affinity)
    {
        var parts = new List<string>();
        if (affinity.Strings("clusterNames").ToList() is { Count: > 0 } names)
            parts.Add(string.Join(", ", names));
        parts.AddRange(affinity.StringMap("labelSelector", "matchLabels").Select(l => $"{l.Key}={l.Value}"));
        parts.AddRange(affinity.Objects("labelSelector", "matchExpressions").Concat(affinity.Objects("fieldSelector", "matchExpressions"))
            .Select(e => $"{e.Str("key")} {e.Str("operator")?.ToLowerInvariant()} ({string.Join(", ", e.Strings("values"))})"));
        var all = parts.Count == 0 ? "all clusters" : string.Join(" and ", parts);
        return affinity.Strings("exclude").ToList() is { Count: > 0 } excluded ? $"{all} but {string.Join(", ", excluded)}" : all;
    }

    private static string Scheduling(JsonObject? scheduling)
    {
        if (scheduling.Str("replicaSchedulingType") != "Divided")
            return "all replicas in each";
        if (scheduling.Str("replicaDivisionPreference") == "Aggregated")
            return "replicas in as few as possible";
        if (scheduling.Str("weightPreference", "dynamicWeight") is { Length: > 0 } dynamic)
            return $"replicas divided by {dynamic}";
        var weights = scheduling.Objects("weightPreference", "staticWeightList").Select(w => $"{Affinity(w.Obj("targetCluster"))} {w.Int("weight")}").ToList();
        return weights.Count == 0 ? "replicas divided equally" : $"replicas divided {string.Join(" : ", weights)}";
    }
}
