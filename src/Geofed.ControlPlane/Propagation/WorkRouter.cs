using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Brings each Work to the queue of its member, and lets Works go whose cluster is no longer in the federation.</summary>
internal sealed class WorkRouter(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, TimeProvider time)
{
    /// <summary>Works that no member takes.</summary>
    public WorkQueue<NamespacedName> Orphans { get; } = new(time);

    public void Subscribe()
    {
        caches.Works.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted || change.Old is not null && SameWish(change) || KarmadaNames.ClusterOf(change.Object.Namespace()) is not { } cluster)
                return;
            if (fleet.TryGet(cluster, out var member))
                member.Works.Add(change.Object.Name());
            else if (change.Object.IsDeleting())
                Orphans.Add(change.Object.Key());
        };
        caches.Clusters.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted)
            {
                foreach (var work in caches.Works.List(KarmadaNames.ExecutionNamespace(change.Object.Name())))
                    Orphans.Add(work.Key());
            }
        };
        fleet.Events.Found += member =>
        {
            foreach (var work in caches.Works.List(KarmadaNames.ExecutionNamespace(member.Name)))
                member.Works.Add(work.Name());
        };
        fleet.Events.ManagedChanged += (member, change) =>
        {
            if (change.Object.Annotation(KarmadaMarks.WorkNamespace) == KarmadaNames.ExecutionNamespace(member.Name) && change.Object.Annotation(KarmadaMarks.WorkName) is { } name)
                member.Works.Add(name);
        };
    }

    public async Task ReconcileOrphanAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Works.Get(name) is not { } work || KarmadaNames.ClusterOf(name.Namespace) is not { } cluster || caches.Cluster(cluster) is not null)
            return;
        var works = new ResourceCollection(KarmadaApi.Works, name.Namespace);
        await api.DeleteIfThereAsync(works.Named(name.Name), ct).ConfigureAwait(false);
        await api.RemoveFinalizerAsync(works, work, KarmadaMarks.WorkFinalizer, ct).ConfigureAwait(false);
    }

    /// <summary>A change of the status alone asks for nothing.</summary>
    private static bool SameWish(InformerChange change) =>
        change.Old.Int("metadata", "generation") == change.Object.Int("metadata", "generation") && change.Old.IsDeleting() == change.Object.IsDeleting()
        && JsonNavigation.Same(change.Old.At("metadata", "finalizers"), change.Object.At("metadata", "finalizers"));
}
