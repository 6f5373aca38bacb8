using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>
/// The templates that a StatefulSet or DaemonSet has had, as ControllerRevisions: what a rollout goes from and to, and what kubectl rollout history
/// and undo read (pkg/controller/history).
/// </summary>
/// <param name="ownerResource">Whose templates they are.</param>
/// <param name="hashLabel">The label of a revision that its hash stands in; the kinds differ in that.</param>
internal sealed class ControllerRevisions(WorkloadContext context, GroupVersionResource ownerResource, string kind, string hashLabel)
{
    /// <summary>The label of a pod that tells its revision.</summary>
    public const string PodLabel = "controller-revision-hash";

    private readonly Dependents _owned = context.Dependents(ClusterResources.ControllerRevisions, ownerResource, kind);

    /// <summary>The owner's revisions, oldest first; the last one is of its present template.</summary>
    public async Task<IReadOnlyList<JsonObject>> SyncAsync(JsonObject owner, CancellationToken ct)
    {
        var all = Sort(await _owned.ClaimAsync(owner, ct).ConfigureAwait(false));
        var data = Data(owner);
        var next = (all.LastOrDefault().Int("revision") ?? 0) + 1;
        if (all.LastOrDefault(r => JsonNavigation.Same(r["data"], data)) is not { } same)
            await CreateAsync(owner, data, next, ct).ConfigureAwait(false);
        else if (same != all[^1])
            // An earlier template again: a rollback.
            await context.Api.MergeAsync(ClusterResources.ControllerRevisions, same, new() { ["revision"] = next }, ct).ConfigureAwait(false);
        else
            return all;
        return Sort(_owned.Of(owner));
    }

    /// <summary>Deletes the oldest of those that no pod has, beyond the limit.</summary>
    /// <param name="live">Whether something still is of that revision.</param>
    public async Task TruncateAsync(JsonObject owner, IReadOnlyList<JsonObject> revisions, Func<JsonObject, bool> live, CancellationToken ct)
    {
        var history = revisions.Take(revisions.Count - 1).Where(r => !live(r)).ToList();
        foreach (var revision in history.Take(Math.Max(0, history.Count - owner.Count("spec", "revisionHistoryLimit"))))
            await context.Api.DeleteAsync(ClusterResources.ControllerRevisions, revision, ct).ConfigureAwait(false);
    }

    /// <summary>The pod template of a revision.</summary>
    public static JsonObject Template(JsonObject revision)
    {
        var template = revision.Obj("data", "spec", "template").Copy() ?? [];
        template.Remove("$patch");
        return template;
    }

    // A patch that puts the template back: applying it is how a rollback is done.
    private static JsonObject Data(JsonObject owner)
    {
        var template = owner.Obj("spec", "template").Copy() ?? [];
        template["$patch"] = "replace";
        return new() { ["spec"] = new JsonObject { ["template"] = template } };
    }

    private async Task CreateAsync(JsonObject owner, JsonObject data, long number, CancellationToken ct)
    {
        var hash = TemplateHash.Of(data, owner.Int("status", "collisionCount"));
        var labels = owner.Obj("spec", "template", "metadata", "labels").Copy() ?? [];
        labels[hashLabel] = hash;
        var revision = new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name()}-{hash}",
                ["namespace"] = owner.Namespace(),
                ["labels"] = labels,
                ["annotations"] = owner.Obj("metadata", "annotations").Copy(),
                ["ownerReferences"] = new JsonArray(Owners.ReferenceTo(owner)),
            },
            ["data"] = data,
            ["revision"] = number,
        };
        try
        {
            await context.Api.CreateAsync(ClusterResources.ControllerRevisions, revision, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Another template has this hash: the next name is made with one more collision.
            await context.Api.MergeStatusAsync(ownerResource, owner, new() { ["collisionCount"] = owner.Count("status", "collisionCount") + 1 }, ct).ConfigureAwait(false);
            throw new KubeApiException(409, "Conflict", e.Message, e.Details);
        }
    }

    private static List<JsonObject> Sort(IEnumerable<JsonObject> revisions) =>
        [.. revisions.OrderBy(r => r.Int("revision")).ThenBy(r => r.Created()).ThenBy(r => r.Name(), StringComparer.Ordinal)];
}
