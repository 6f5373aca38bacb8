using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Eviction;

/// <summary>Whether NoExecute taints drive a workload from a cluster, and when (pkg/controllers/cluster/taint_manager.go needEviction).</summary>
public static class TaintEviction
{
    /// <param name="placement">The placement that is applied.</param>
    /// <param name="enabled">Karmada's --enable-no-execute-taint-eviction.</param>
    public static EvictionVerdict Judge(JsonObject cluster, JsonObject? placement, bool enabled, DateTimeOffset now)
    {
        var taints = cluster.Objects("spec", "taints").Where(t => t.Str("effect") == "NoExecute").ToList();
        if (!enabled || taints.Count == 0)
            return EvictionVerdict.Never;
        var used = new List<JsonObject>();
        foreach (var taint in taints)
        {
            if (placement.Objects("clusterTolerations").FirstOrDefault(t => Tolerations.Tolerates(t, taint)) is not { } toleration)
                return EvictionVerdict.Now;
            used.Add(toleration);
        }
        return Deadline(taints, used) is not { } deadline ? EvictionVerdict.Never
            : deadline <= now ? EvictionVerdict.Now
            : EvictionVerdict.After(deadline - now);
    }

    /// <summary>The first end of a toleration that has one, of each taint that it tolerates; counted from when the taint was added.</summary>
    private static DateTimeOffset? Deadline(List<JsonObject> taints, List<JsonObject> used)
    {
        var ends =
            from toleration in used
            let seconds = toleration.Int("tolerationSeconds")
            where seconds is not null
            from taint in taints
            let since = KubeTime.Parse(taint.Str("timeAdded"))
            where since is not null && Tolerations.Tolerates(toleration, taint)
            select (DateTimeOffset?)since.Value.AddSeconds(seconds.Value);
        return ends.Min();
    }
}

/// <summary>Evict now, look again after a time, or (neither) tolerate for ever.</summary>
public readonly record struct EvictionVerdict(bool EvictNow, TimeSpan? RecheckAfter)
{
    public static readonly EvictionVerdict Now = new(true, null);
    public static readonly EvictionVerdict Never = new(false, null);

    public bool ToleratedForever => !EvictNow && RecheckAfter is null;

    public static EvictionVerdict After(TimeSpan time) => new(false, time);
}
