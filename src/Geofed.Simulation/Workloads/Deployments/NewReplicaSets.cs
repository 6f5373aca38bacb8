using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The ReplicaSet with a Deployment's present template: made when there is none, and told its revision (sync.go getNewReplicaSet).</summary>
internal sealed class NewReplicaSets(WorkloadContext context)
{
    /// <summary>Brings an existing one's annotations and the Deployment's revision up to date.</summary>
    public async Task<JsonObject> SyncAsync(JsonObject deployment, DeploymentSets sets, CancellationToken ct)
    {
        if (sets.New is not { } set)
            return deployment;
        var patch = new JsonObject();
        var revision = NextRevision(sets);
        var annotations = SetAnnotations.Missing(deployment, set, revision);
        if (annotations.Count > 0)
            patch.Ensure("metadata")["annotations"] = annotations;
        if (set.Count("spec", "minReadySeconds") != deployment.Count("spec", "minReadySeconds"))
            patch.Ensure("spec")["minReadySeconds"] = deployment.Count("spec", "minReadySeconds");
        if (patch.Count > 0)
            set = await context.Api.MergeAsync(ClusterResources.ReplicaSets, set, patch, ct).ConfigureAwait(false);
        var conditions = DeploymentProgress.Deadline(deployment) is not null && deployment.Condition(DeploymentProgress.Type) is null
            ? DeploymentProgress.Started(deployment, "FoundNewReplicaSet", $"Found new replica set \"{set.Name()}\"", context.Time.GetUtcNow()) : null;
        return await TellAsync(deployment, set, conditions, ct).ConfigureAwait(false);
    }

    /// <summary>Makes it, as large as the strategy lets it begin. What is to be said of it is written with the status that follows.</summary>
    public async Task<JsonObject?> CreateAsync(JsonObject deployment, DeploymentSets sets, CancellationToken ct)
    {
        var update = RollingUpdate.Of(deployment);
        var size = deployment.Str("spec", "strategy", "type") == "Recreate" ? update.Replicas : update.NewSize(0, sets.Total("spec", "replicas"));
        var made = await CreateOrCollideAsync(deployment, Document(deployment, update, size, NextRevision(sets)), ct).ConfigureAwait(false);
        if (size > 0)
            await context.Events.RecordAsync(deployment, DeploymentScale.Component, false, "ScalingReplicaSet", $"Scaled up replica set {made.Name()} from 0 to {size}", ct).ConfigureAwait(false);
        var conditions = DeploymentProgress.Deadline(deployment) is null ? null
            : DeploymentProgress.Started(deployment, "NewReplicaSetCreated", $"Created new replica set \"{made.Name()}\"", context.Time.GetUtcNow());
        return News(deployment, made, conditions);
    }

    private static long NextRevision(DeploymentSets sets) => sets.Old.Select(s => s.Revision()).DefaultIfEmpty().Max() + 1;

    private async Task<JsonObject> CreateOrCollideAsync(JsonObject deployment, JsonObject set, CancellationToken ct)
    {
        try
        {
            return await context.Api.CreateAsync(ClusterResources.ReplicaSets, set, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            var there = await context.Api.FindAsync(ClusterResources.ReplicaSets, set.Key(), ct).ConfigureAwait(false);
            if (there is not null && there.IsControlledBy(deployment) && DeploymentSets.SameTemplate(there, deployment))
                return there;
            // Another template has this hash: the next name is made with one more collision.
            await context.Api.MergeStatusAsync(ClusterResources.Deployments, deployment, new() { ["collisionCount"] = deployment.Count("status", "collisionCount") + 1 }, ct).ConfigureAwait(false);
            throw new KubeApiException(409, "Conflict", e.Message, e.Details);
        }
        catch (KubeApiException e) when (!PodControl.IsEndingNamespace(e))
        {
            var message = $"Failed to create new replica set \"{set.Name()}\": {e.Message}";
            if (DeploymentProgress.Deadline(deployment) is not null)
                await context.Api.MergeStatusAsync(ClusterResources.Deployments, deployment, new() { ["conditions"] = DeploymentProgress.Failed(deployment, message, context.Time.GetUtcNow()) }, ct).ConfigureAwait(false);
            await context.Events.RecordAsync(deployment, DeploymentScale.Component, true, "ReplicaSetCreateError", message, ct).ConfigureAwait(false);
            throw;
        }
    }

    private static JsonObject Document(JsonObject deployment, RollingUpdate update, int size, long revision)
    {
        var hash = TemplateHash.Of(deployment.At("spec", "template"), deployment.Int("status", "collisionCount"));
        var template = deployment.Obj("spec", "template").Copy() ?? [];
        template.Ensure("metadata", "labels")[DeploymentMarks.TemplateHash] = hash;
        var selector = deployment.Obj("spec", "selector").Copy() ?? [];
        selector.Ensure("matchLabels")[DeploymentMarks.TemplateHash] = hash;
        var annotations = SetAnnotations.Missing(deployment, null, revision);
        foreach (var (key, value) in SetAnnotations.Sizes(update))
            annotations[key] = value.Copy();
        var spec = new JsonObject { ["replicas"] = size, ["selector"] = selector, ["template"] = template };
        if (deployment.Int("spec", "minReadySeconds") is > 0 and var seconds)
            spec["minReadySeconds"] = seconds;
        return new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template.At("metadata", "labels").Copy(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(Owners.ReferenceTo(deployment)),
            },
            ["spec"] = spec,
        };
    }

    // Both in one write of the status: it may carry annotations, and does not count as a new generation.
    private async Task<JsonObject> TellAsync(JsonObject deployment, JsonObject set, JsonArray? conditions, CancellationToken ct) =>
        News(deployment, set, conditions) is { } patch ? await context.Api.MergeAsync(ClusterResources.Deployments, deployment, patch, ct, "status").ConfigureAwait(false) : deployment;

    private static JsonObject? News(JsonObject deployment, JsonObject set, JsonArray? conditions)
    {
        var patch = new JsonObject();
        if (deployment.Annotation(DeploymentMarks.Revision) != set.Annotation(DeploymentMarks.Revision))
            patch.Ensure("metadata", "annotations")[DeploymentMarks.Revision] = set.Annotation(DeploymentMarks.Revision);
        if (conditions is not null)
            patch.Ensure("status")["conditions"] = conditions;
        return patch.Count == 0 ? null : patch;
    }
}
