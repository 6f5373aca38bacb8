using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A ReplicaSet as the arithmetic of a rollout sees it.</summary>
/// <param name="MaxReplicas">The most pods its Deployment allowed itself when this size was set.</param>
internal sealed record SetSize(string Name, int Replicas, int Available = 0, int? MaxReplicas = null);

/// <summary>
/// How far a rolling update may go in one step (pkg/controller/deployment/rolling.go): never more pods than replicas and surge, never fewer that are
/// available than replicas without those that may be missing.
/// </summary>
internal sealed record RollingUpdate(int Replicas, int MaxSurge, int MaxUnavailable)
{
    /// <summary>Surge is rounded up and unavailability down; one of them is at least 1 (ResolveFenceposts).</summary>
    public static RollingUpdate Of(JsonObject deployment)
    {
        var replicas = deployment.Count("spec", "replicas");
        if (deployment.Str("spec", "strategy", "type") != "RollingUpdate")
            return new(replicas, 0, 0);
        var rolling = deployment.Obj("spec", "strategy", "rollingUpdate");
        var surge = Counts.Scaled(rolling.At("maxSurge"), replicas, up: true);
        var unavailable = Counts.Scaled(rolling.At("maxUnavailable"), replicas, up: false);
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new(replicas, surge, Math.Min(unavailable, replicas));
    }

    public int MaxTotal => Replicas + MaxSurge;

    public int MinAvailable => Replicas - MaxUnavailable;

    /// <summary>The new set's next size: down to what is asked for at once, up as far as the surge allows (NewRSNewReplicas).</summary>
    public int NewSize(int current, int total)
    {
        if (current >= Replicas)
            return Replicas;
        return current + Math.Clamp(MaxTotal - total, 0, Replicas - current);
    }

    /// <summary>The old sets' next sizes, given oldest first: unhealthy pods go first, for nobody misses them.</summary>
    public IReadOnlyDictionary<string, int> OldSizes(SetSize? current, IReadOnlyList<SetSize> old)
    {
        var sizes = old.ToDictionary(s => s.Name, s => s.Replicas);
        var total = old.Sum(s => s.Replicas) + (current?.Replicas ?? 0);
        // Pods of the new set that are not available yet may never be: old ones stay for them.
        var unhealthy = total - MinAvailable - ((current?.Replicas ?? 0) - (current?.Available ?? 0));
        if (unhealthy <= 0)
            return sizes;
        foreach (var set in old)
            unhealthy -= Take(set, Math.Min(unhealthy, set.Replicas - set.Available));
        var spare = old.Sum(s => s.Available) + (current?.Available ?? 0) - MinAvailable;
        foreach (var set in old)
            spare -= Take(set, Math.Min(spare, sizes[set.Name]));
        return sizes;

        int Take(SetSize set, int count)
        {
            sizes[set.Name] -= Math.Max(0, count);
            return Math.Max(0, count);
        }
    }
}
