using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>
/// The objects that controllers of one kind own: a Deployment's ReplicaSets, a Job's pods. Those that match a selector and have no controller are
/// adopted, those that match no longer are released (pkg/controller/controller_ref_manager.go).
/// </summary>
internal sealed class Dependents(ControllerApi api, GroupVersionResource resource, Informer dependents, GroupVersionResource ownerResource, Informer owners, string kind)
{
    // Made first: whoever is told of a change finds it here.
    private readonly OwnerIndex _index = new(dependents, kind);

    /// <summary>Lets a queue know of owners whose dependents changed.</summary>
    public void Notify(WorkQueue<NamespacedName> queue) => dependents.Changed += change =>
    {
        var (now, before) = (change.Object.Controller(), change.Old.Controller());
        Add(now);
        if (before.Str("uid") != now.Str("uid"))
            Add(before);
        // An orphan may be somebody's.
        if (now is null && change.Type != WatchEventType.Deleted && (before is not null || change.Old is null || !SameLabels(change.Object, change.Old)))
        {
            foreach (var owner in owners.List(change.Object.Namespace()).Where(o => Selects(o, change.Object)))
                queue.Add(owner.Key());
        }

        void Add(JsonObject? reference)
        {
            if (reference.Str("kind") == kind)
                queue.Add(new(change.Object.Namespace(), reference.Str("name") ?? ""));
        }
    };

    /// <summary>What the owner has.</summary>
    public IReadOnlyList<JsonObject> Of(JsonObject owner) => _index.Of(owner);

    /// <summary>Adopts and releases, and gives what the owner has then.</summary>
    public async Task<IReadOnlyList<JsonObject>> ClaimAsync(JsonObject owner, CancellationToken ct)
    {
        if (owner.IsDeleting())
            return Of(owner);
        var gained = _index.Orphans(owner.Namespace()).Where(d => !d.IsDeleting() && Selects(owner, d)).ToList();
        if (gained.Count > 0 && await IsThereAsync(owner, ct).ConfigureAwait(false))
        {
            foreach (var orphan in gained)
                await SetOwnersAsync(orphan, [.. orphan.Objects("metadata", "ownerReferences").Select(r => r.Copy()), Owners.ReferenceTo(owner)], ct).ConfigureAwait(false);
        }
        foreach (var lost in Of(owner).Where(d => !d.IsDeleting() && !Selects(owner, d)))
            await SetOwnersAsync(lost, [.. lost.Objects("metadata", "ownerReferences").Where(r => r.Str("uid") != owner.Uid()).Select(r => r.Copy())], ct).ConfigureAwait(false);
        return Of(owner);
    }

    public static bool Selects(JsonObject owner, JsonObject dependent) =>
        owner.Obj("spec", "selector") is { Count: > 0 } selector && LabelSelector.From(selector).Matches(dependent.StringMap("metadata", "labels"));

    private static bool SameLabels(JsonObject a, JsonObject b) => JsonNavigation.Same(a.At("metadata", "labels"), b.At("metadata", "labels"));

    // The cache may be behind: a deleted owner must not gain anything.
    private async Task<bool> IsThereAsync(JsonObject owner, CancellationToken ct) =>
        await api.FindAsync(ownerResource, owner.Key(), ct).ConfigureAwait(false) is { } live && live.Uid() == owner.Uid() && !live.IsDeleting();

    private Task<JsonObject> SetOwnersAsync(JsonObject dependent, JsonObject[] references, CancellationToken ct) =>
        api.MergeAsync(resource, dependent, new JsonObject { ["metadata"] = new JsonObject { ["ownerReferences"] = new JsonArray(references) } }, ct);
}
