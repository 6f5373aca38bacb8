using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Detector;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Status;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Brings each Work to the queue of its member, and lets Works go whose cluster or binding is no longer there.</summary>
internal sealed class WorkRouter(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, TimeProvider time)
{
    /// <summary>A rollout makes many changes of an object's status, which are read together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    /// <summary>Works that may belong to nobody.</summary>
    public WorkQueue<NamespacedName> Orphans { get; } = new(time);

    public void Subscribe()
    {
        caches.Works.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted || KarmadaNames.ClusterOf(change.Object.Namespace()) is not { } cluster)
                return;
            // What was reported of it is nothing to carry.
            if (TemplateChanges.Matter(change) && fleet.TryGet(cluster, out var member))
                member.Works.Add(change.Object.Name());
            if (IsOrphan(change.Object))
                Orphans.Add(change.Object.Key());
        };
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
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
                member.Works.AddAfter(name, change.Type == WatchEventType.Modified ? Gathering : TimeSpan.Zero);
        };
    }

    /// <summary>What a member is to get or to lose goes before what it reports.</summary>
    public long Urgency(string cluster, string name) => caches.Work(cluster, name) is { } work && (work.IsDeleting() || !WorkStatus.IsApplied(work)) ? 1 : 0;

    public async Task ReconcileOrphanAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Works.Get(name) is not { } work || !IsOrphan(work))
            return;
        var works = new ResourceCollection(KarmadaApi.Works, name.Namespace);
        if (!work.IsDeleting())
        {
            // The cache of bindings may be behind that of Works.
            if (IsWithoutCluster(work) || BindingWorks.BindingOf(work) is not { } binding
                || await api.IsMissingAsync(ControlPlaneCaches.BindingsIn(binding.Namespace).Named(binding.Name), ct).ConfigureAwait(false))
                await api.DeleteIfThereAsync(works.Named(name.Name), ct).ConfigureAwait(false);
        }
        else if (IsWithoutCluster(work))
            await api.RemoveFinalizerAsync(works, work, KarmadaMarks.WorkFinalizer, ct).ConfigureAwait(false);
    }

    /// <summary>A Work that was written while its binding went has nobody else to take it away.</summary>
    private void OnBinding(InformerChange change)
    {
        if (change.Type != WatchEventType.Deleted)
            return;
        foreach (var (_, work) in BindingWorks.All(caches, change.Object))
            Orphans.Add(work.Key());
    }

    private bool IsOrphan(JsonObject work) =>
        IsWithoutCluster(work) || !work.IsDeleting() && BindingWorks.BindingOf(work) is { } binding && caches.Binding(binding) is null;

    private bool IsWithoutCluster(JsonObject work) => KarmadaNames.ClusterOf(work.Namespace()) is { } cluster && caches.Cluster(cluster) is null;
}
