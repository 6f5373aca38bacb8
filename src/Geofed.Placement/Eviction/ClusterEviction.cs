using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Eviction;

/// <summary>Takes a cluster from a binding and remembers that its copy is still there (Karmada binding_types_helper.go GracefulEvictCluster).</summary>
public static class ClusterEviction
{
    public const string TaintUntolerated = "TaintUntolerated";
    public const string TaintManager = "TaintManager";

    /// <summary>A workload that was scheduled anew, as somebody asked, has moved on; Karmada takes the old copy away before the new one is up.</summary>
    public static readonly EvictionCause Moved = new(Gracefully, "Rescheduled", "Scheduler");

    public const string Gracefully = "Gracefully";
    public const string Directly = "Directly";
    public const string Gone = "Gone";

    /// <summary>Changes the binding's spec in place; nothing happens when the cluster is not a target.</summary>
    public static void Evict(JsonObject spec, string cluster, EvictionCause cause)
    {
        if (spec.Objects("clusters").FirstOrDefault(t => t.Str("name") == cluster) is not { } target)
            return;
        spec["clusters"]!.AsArray().Remove(target);
        if (spec.Objects("gracefulEvictionTasks").Any(t => t.Str("fromCluster") == cluster))
            return;
        var task = new JsonObject { ["fromCluster"] = cluster, ["purgeMode"] = cause.PurgeMode };
        if (target.Int("replicas") is > 0 and var replicas)
            task["replicas"] = replicas;
        task["reason"] = cause.Reason;
        task["producer"] = cause.Producer;
        if (spec["gracefulEvictionTasks"] is not JsonArray tasks)
            spec["gracefulEvictionTasks"] = tasks = [];
        tasks.Add(task);
    }

    /// <summary>Takes an eviction back: the copy that is still there is the one that counts again.</summary>
    public static void Undo(JsonObject spec, string cluster)
    {
        if (spec.Objects("gracefulEvictionTasks").FirstOrDefault(t => t.Str("fromCluster") == cluster) is not { } task)
            return;
        spec["gracefulEvictionTasks"]!.AsArray().Remove(task);
        if (spec.Objects("clusters").Any(t => t.Str("name") == cluster))
            return;
        var target = new JsonObject { ["name"] = cluster };
        if (task.Int("replicas") is { } replicas)
            target["replicas"] = replicas;
        if (spec["clusters"] is not JsonArray clusters)
            spec["clusters"] = clusters = [];
        clusters.Add(target);
    }

    /// <summary>Changes how a copy goes that is being left; "Gone" when it has gone, so that its cluster may be chosen again like any other.</summary>
    public static void Purge(JsonObject spec, string cluster, string mode)
    {
        if (spec.Objects("gracefulEvictionTasks").FirstOrDefault(t => t.Str("fromCluster") == cluster) is not { } task)
            return;
        if (mode == Gone)
            spec["gracefulEvictionTasks"]!.AsArray().Remove(task);
        else
            task["purgeMode"] = mode;
    }

    /// <summary>What a taint that is not tolerated does: how the copy goes is up to the policy, or else to the control plane.</summary>
    /// <param name="defaultPurgeMode">Karmada's --no-execute-taint-eviction-purge-mode.</param>
    public static EvictionCause ByTaint(JsonObject spec, string? defaultPurgeMode)
    {
        var chosen = spec.Obj("failover", "cluster") is { } failover ? failover.Str("purgeMode") : defaultPurgeMode;
        return new(string.IsNullOrEmpty(chosen) ? Gracefully : chosen, TaintUntolerated, TaintManager);
    }
}

/// <summary>Why, by whom and how a cluster is left.</summary>
/// <param name="PurgeMode">"Gracefully": the copy stays until its replacement is healthy; "Directly": it goes at once.</param>
public readonly record struct EvictionCause(string PurgeMode, string Reason, string Producer);
