using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>
/// Makes of collected EndpointSlices those that are imported (pkg/controllers/mcs/endpointslice_controller.go). They lie beside their ServiceImport,
/// and travel with it as what it needs. A lost cluster's are taken out, and come back with it.
/// </summary>
internal sealed class EndpointSliceController(IKubeApi api, ControlPlaneCaches caches, ExportIndex index, TimeProvider time)
{
    /// <summary>Exported Services.</summary>
    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.Works.Changed += change =>
        {
            if (CollectedWork.ServiceOf(change.Object) is { } service)
                Queue.Add(service);
        };
        caches.Clusters.Changed += change =>
        {
            if (change.Type != WatchEventType.Modified || change.Old.IsTrue("Ready") != change.Object.IsTrue("Ready") || change.Old.IsDeleting() != change.Object.IsDeleting())
                AddAll(change.Object.Name());
        };
        // Somebody may have changed or deleted one.
        caches.Templates.Changed += (resource, change) =>
        {
            if (resource.GroupVersionKind == MultiClusterApi.EndpointSlice && change.Object.Label(MultiClusterNames.ManagedBy) == MultiClusterNames.Importer
                && MultiClusterNames.DerivedFrom(change.Object.Label(MultiClusterNames.ServiceName)) is { } service)
                Queue.Add(new(change.Object.Namespace(), service));
        };
    }

    public async Task ReconcileAsync(NamespacedName service, CancellationToken ct)
    {
        var slices = new ResourceCollection(MultiClusterApi.EndpointSlices, service.Namespace);
        var wanted = ImportedSlices.Of(Collected(service)).ToList();
        foreach (var slice in wanted)
        {
            var there = caches.Templates.Get(MultiClusterApi.EndpointSlice, slice.Key());
            if (there is null)
                await api.CreateMissingAsync(slices, slice, ct).ConfigureAwait(false);
            else if (there.Str("addressType") != slice.Str("addressType"))
                // It cannot be changed. The deletion is seen, and brings the Service back to the queue.
                await api.DeleteIfThereAsync(slices.Named(slice.Name()), ct).ConfigureAwait(false);
            else if (!ImportedSlices.Holds(slice, there))
                await api.MergeAsync(slices.Named(slice.Name()), Change(slice), ct).ConfigureAwait(false);
        }
        foreach (var left in Imported(service).Select(s => s.Name()).Except(wanted.Select(s => s.Name())))
            await api.DeleteIfThereAsync(slices.Named(left), ct).ConfigureAwait(false);
    }

    private IEnumerable<CollectedSlice> Collected(NamespacedName service)
    {
        foreach (var (name, work) in index.Collected(service))
        {
            if (!work.IsDeleting() && caches.Cluster(name) is { } cluster && !cluster.IsDeleting())
                yield return new(name, cluster.IsTrue("Ready"), work);
        }
    }

    private IEnumerable<JsonObject> Imported(NamespacedName service) => caches.Templates.List(MultiClusterApi.EndpointSlice)
        .Where(s => s.Namespace() == service.Namespace && s.Label(MultiClusterNames.ManagedBy) == MultiClusterNames.Importer
            && s.Label(MultiClusterNames.ServiceName) == MultiClusterNames.Derived(service.Name) && !s.IsDeleting());

    private static JsonObject Change(JsonObject slice) => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = slice.Obj("metadata", "labels").Copy() },
        ["endpoints"] = slice.At("endpoints")?.DeepClone(),
        ["ports"] = slice.At("ports")?.DeepClone(),
    };

    private void AddAll(string cluster)
    {
        foreach (var service in index.ServicesOf(cluster))
            Queue.Add(service);
    }
}
