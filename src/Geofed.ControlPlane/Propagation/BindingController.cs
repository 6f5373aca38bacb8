using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Detector;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Overriding;

namespace Geofed.ControlPlane.Propagation;

/// <summary>
/// Keeps one Work for each cluster that a binding names, and none elsewhere (pkg/controllers/binding). The template may be gone already when its
/// binding goes.
/// </summary>
internal sealed class BindingController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time, EventRecorder events)
{
    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        caches.Templates.Changed += (resource, change) =>
        {
            if (TemplateChanges.Matter(change))
                Queue.Add(new(change.Object.Namespace(), KarmadaNames.Binding(change.Object.Str("kind") ?? "", change.Object.Name())));
            if (resource.GroupVersionKind == Autoscaled.Autoscaler)
                Queue.Add(Autoscaled.Target(change.Object));
        };
        caches.Works.Changed += OnWork;
        caches.Overrides.Changed += change => OnOverride(change);
        caches.ClusterOverrides.Changed += change => OnOverride(change);
        caches.Clusters.Changed += OnCluster;
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Binding(name) is not { } binding)
            return;
        if (binding.IsDeleting())
        {
            if (!await RemoveWorksAsync(binding, _ => true, ct).ConfigureAwait(false))
                await api.RemoveFinalizerAsync(ControlPlaneCaches.BindingsIn(name.Namespace), binding, BindingDocument.Finalizer(name.Namespace), ct).ConfigureAwait(false);
            return;
        }
        if (await api.AddFinalizerAsync(ControlPlaneCaches.BindingsIn(name.Namespace), binding, BindingDocument.Finalizer(name.Namespace), ct).ConfigureAwait(false))
            return;
        var targets = BindingTargets.Of(binding);
        var evicted = BindingTargets.Evicted(binding);
        await RemoveWorksAsync(binding, cluster => !targets.ContainsKey(cluster) && !evicted.Contains(cluster), ct).ConfigureAwait(false);
        if (caches.Templates.Of(binding) is not { } template || template.IsDeleting())
            return;
        var manifests = new ClusterManifests(template, binding, targets);
        await Task.WhenAll(targets.Keys
            .Select(cluster => caches.Cluster(cluster))
            .Where(cluster => cluster is not null && !cluster.IsDeleting())
            .Select(cluster => OverrideAndEnsureAsync(manifests, binding, template, cluster!, ct))).ConfigureAwait(false);
    }

    /// <summary>What cannot be overridden is not sent: that cluster keeps what it has.</summary>
    private async Task OverrideAndEnsureAsync(ClusterManifests manifests, JsonObject binding, JsonObject template, JsonObject cluster, CancellationToken ct)
    {
        try
        {
            await EnsureWorkAsync(manifests.WorkFor(cluster.Name(), cluster, caches), cluster.Name(), ct).ConfigureAwait(false);
        }
        catch (OverrideException e)
        {
            foreach (var about in new[] { binding, template })
                await events.RecordAsync(about, "override-manager", true, "ApplyOverridePolicyFailed", e.Message, ct).ConfigureAwait(false);
            throw;
        }
    }

    private async Task EnsureWorkAsync(JsonObject wanted, string cluster, CancellationToken ct)
    {
        var works = new ResourceCollection(KarmadaApi.Works, KarmadaNames.ExecutionNamespace(cluster));
        if (caches.Work(cluster, wanted.Name()) is not { } work)
        {
            wanted.Ensure("metadata", "labels")[KarmadaMarks.WorkId] = Guid.NewGuid().ToString();
            await api.CreateMissingAsync(works, wanted, ct).ConfigureAwait(false);
            return;
        }
        if (work.IsDeleting())
            throw new InvalidOperationException($"the former Work {work.Key()} is not gone yet");
        if (WorkDocument.Holds(wanted, work))
            return;
        await api.ReplaceAsync(works.Named(work.Name()), WorkDocument.Update(wanted, work), Writes.Options, ct).ConfigureAwait(false);
    }

    /// <summary>Deletes its Works in these clusters; true while there are any.</summary>
    private async Task<bool> RemoveWorksAsync(JsonObject binding, Func<string, bool> from, CancellationToken ct)
    {
        var any = false;
        foreach (var cluster in caches.Clusters.List().Select(c => c.Name()).Where(from))
        {
            if (BindingWorks.Find(caches, binding, cluster) is not { } work)
                continue;
            any = true;
            if (!work.IsDeleting())
                await api.DeleteIfThereAsync(new(KarmadaApi.Works, work.Namespace(), work.Name()), ct).ConfigureAwait(false);
        }
        return any;
    }

    private void OnBinding(InformerChange change)
    {
        if (change.Type != WatchEventType.Modified && caches.Templates.Of(change.Object) is { } template && template.Kind() == Autoscaled.Autoscaler)
            Queue.Add(Autoscaled.Target(template));
        // Its status is nothing to propagate.
        if (change.Old is null || change.Old.Int("metadata", "generation") != change.Object.Int("metadata", "generation")
            || change.Old.Annotation(GeofedMarks.LeaseGranted) != change.Object.Annotation(GeofedMarks.LeaseGranted)
            || change.Old.IsDeleting() != change.Object.IsDeleting() || !JsonNavigation.Same(change.Old.At("metadata", "finalizers"), change.Object.At("metadata", "finalizers")))
            Queue.Add(change.Object.Key());
    }

    /// <summary>A Work that somebody deleted or changed is put right; one that comes where its binding wants one was made here.</summary>
    private void OnWork(InformerChange change)
    {
        if (BindingWorks.BindingOf(change.Object) is not { } binding)
            return;
        var changed = change.Type switch
        {
            WatchEventType.Added => caches.Binding(binding) is not { } wanting || !BindingTargets.Of(wanting).ContainsKey(KarmadaNames.ClusterOf(change.Object.Namespace()) ?? ""),
            WatchEventType.Modified => change.Old.Int("metadata", "generation") != change.Object.Int("metadata", "generation"),
            _ => true,
        };
        if (changed)
            Queue.Add(binding);
    }

    private void OnOverride(InformerChange change)
    {
        var ns = change.Object.Namespace();
        foreach (var binding in ns is null ? caches.Bindings : caches.NamespacedBindings.List(ns))
            Queue.Add(binding.Key());
    }

    /// <summary>Overrides look at a cluster's labels and place; a cluster that goes takes no Works.</summary>
    private void OnCluster(InformerChange change)
    {
        if (change.Type == WatchEventType.Modified && change.Old is not null && change.Old.IsDeleting() == change.Object.IsDeleting()
            && JsonNavigation.Same(change.Old.At("metadata", "labels"), change.Object.At("metadata", "labels")) && JsonNavigation.Same(change.Old.At("spec"), change.Object.At("spec")))
            return;
        foreach (var binding in caches.Bindings.Where(b => BindingTargets.Of(b).ContainsKey(change.Object.Name())))
            Queue.Add(binding.Key());
    }
}
