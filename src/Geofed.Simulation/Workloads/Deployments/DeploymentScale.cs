using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Sets the sizes of a Deployment's ReplicaSets, and tells of each (pkg/controller/deployment/sync.go scaleReplicaSet).</summary>
internal sealed class DeploymentScale(WorkloadContext context)
{
    public const string Component = "deployment-controller";

    /// <summary>True when it was of another size.</summary>
    public async Task<bool> SetAsync(JsonObject deployment, JsonObject set, int size, CancellationToken ct)
    {
        var (before, update) = (set.Count("spec", "replicas"), RollingUpdate.Of(deployment));
        if (before == size && SetAnnotations.HasSizes(set, update))
            return false;
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = SetAnnotations.Sizes(update) },
            ["spec"] = new JsonObject { ["replicas"] = size },
        };
        await context.Api.MergeAsync(ClusterResources.ReplicaSets, set, patch, ct).ConfigureAwait(false);
        if (before == size)
            return false;
        var message = $"Scaled {(size > before ? "up" : "down")} replica set {set.Name()} from {before} to {size}";
        await context.Events.RecordAsync(deployment, Component, false, "ScalingReplicaSet", message, ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>Only those whose size changes; the others' annotations are left alone.</summary>
    public async Task<bool> SetAsync(JsonObject deployment, IEnumerable<JsonObject> sets, Func<JsonObject, int> size, CancellationToken ct)
    {
        var any = false;
        foreach (var set in sets.Where(s => s.Count("spec", "replicas") != size(s)))
            any |= await SetAsync(deployment, set, size(set), ct).ConfigureAwait(false);
        return any;
    }

    /// <summary>Whether somebody changed the number of replicas since the sets were sized last (isScalingEvent).</summary>
    public static bool IsDue(JsonObject deployment, DeploymentSets sets) => sets.All.Any(s => s.Count("spec", "replicas") > 0
        && s.Number(DeploymentMarks.DesiredReplicas) is { } desired && desired != deployment.Count("spec", "replicas"));

    /// <summary>Takes the sets to a new number of replicas without going on with the rollout.</summary>
    public async Task FollowAsync(JsonObject deployment, DeploymentSets sets, CancellationToken ct)
    {
        var update = RollingUpdate.Of(deployment);
        var active = sets.All.Where(s => s.Count("spec", "replicas") > 0).ToList();
        if (active.Count <= 1)
        {
            if ((active.FirstOrDefault() ?? sets.New ?? sets.Old.LastOrDefault()) is { } only && (only.Count("spec", "replicas") != update.Replicas || !SetAnnotations.HasSizes(only, update)))
                await SetAsync(deployment, only, update.Replicas, ct).ConfigureAwait(false);
        }
        else if (IsSaturated(sets.New, update))
            await SetAsync(deployment, sets.ActiveOld, _ => 0, ct).ConfigureAwait(false);
        else if (deployment.Str("spec", "strategy", "type") == "RollingUpdate")
        {
            var oldestFirst = active.OrderBy(s => s.Created()).ThenBy(s => s.Name(), StringComparer.Ordinal);
            var sizes = ProportionalScaling.Sizes(update, [.. oldestFirst.Select(SizeOf)], deployment.Count("status", "replicas"));
            foreach (var set in active)
                await SetAsync(deployment, set, sizes[set.Name()], ct).ConfigureAwait(false);
        }
    }

    public static SetSize SizeOf(JsonObject set) =>
        new(set.Name(), set.Count("spec", "replicas"), set.Count("status", "availableReplicas"), set.Number(DeploymentMarks.MaxReplicas));

    private static bool IsSaturated(JsonObject? set, RollingUpdate update) => set is not null && set.Number(DeploymentMarks.DesiredReplicas) == update.Replicas
        && set.Count("spec", "replicas") == update.Replicas && set.Count("status", "availableReplicas") == update.Replicas;
}
