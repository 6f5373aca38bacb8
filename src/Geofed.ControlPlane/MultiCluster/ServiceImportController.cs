using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>
/// Keeps the derived Service of each ServiceImport, which travels with it as what it needs (pkg/controllers/mcs/service_import_controller.go), and
/// tells in its status which clusters its endpoints come from.
/// </summary>
internal sealed class ServiceImportController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time, EventRecorder events)
{
    /// <summary>ServiceImports.</summary>
    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    public void Subscribe() => caches.Templates.Changed += (resource, change) =>
    {
        var o = change.Object;
        if (resource.GroupVersionKind == MultiClusterApi.Import)
            Queue.Add(o.Key());
        else if (resource.GroupVersionKind == MultiClusterApi.Service && MultiClusterNames.DerivedFrom(o.Name()) is { } service)
            Queue.Add(new(o.Namespace(), service));
        else if (resource.GroupVersionKind == MultiClusterApi.EndpointSlice && MultiClusterNames.DerivedFrom(o.Label(MultiClusterNames.ServiceName)) is { } imported)
            Queue.Add(new(o.Namespace(), imported));
    };

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        var services = new ResourceCollection(MultiClusterApi.Services, name.Namespace);
        var there = caches.Templates.Get(MultiClusterApi.Service, new(name.Namespace, MultiClusterNames.Derived(name.Name)));
        if (caches.Templates.Get(MultiClusterApi.Import, name) is not { } import || import.IsDeleting())
        {
            if (there is not null && !there.IsDeleting() && DerivedService.IsOf(there, name))
                await api.DeleteIfThereAsync(services.Named(there.Name()), ct).ConfigureAwait(false);
            return;
        }
        await SetStatusAsync(import, ct).ConfigureAwait(false);
        var wanted = DerivedService.For(import);
        if (there is null)
            await api.CreateMissingAsync(services, wanted, ct).ConfigureAwait(false);
        else if (!DerivedService.IsOf(there, name))
        {
            var refusal = $"Service {there.Key()} was not made for this ServiceImport; delete it or give it another name, so that the derived one can be made";
            await events.RecordAsync(import, "service-import-controller", true, "DerivedServiceTaken", refusal, ct).ConfigureAwait(false);
            throw new InvalidOperationException(refusal);
        }
        else if (there.Str("spec", "clusterIP") == "None" != (wanted.Str("spec", "clusterIP") == "None"))
            // Its address cannot be changed. The deletion is seen, and brings the ServiceImport back to the queue.
            await api.DeleteIfThereAsync(services.Named(there.Name()), ct).ConfigureAwait(false);
        else if (!DerivedService.Holds(wanted, there))
            await api.MergeAsync(services.Named(there.Name()), wanted, ct).ConfigureAwait(false);
    }

    private async Task SetStatusAsync(JsonObject import, CancellationToken ct)
    {
        var derived = MultiClusterNames.Derived(import.Name());
        var sources = caches.Templates.List(MultiClusterApi.EndpointSlice)
            .Where(s => s.Namespace() == import.Namespace() && s.Label(MultiClusterNames.ServiceName) == derived && !s.IsDeleting())
            .Select(MultiClusterNames.SourceOf).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        var status = new JsonObject { ["clusters"] = new JsonArray([.. sources.Select(c => (JsonNode)new JsonObject { ["cluster"] = c })]) };
        if (JsonNavigation.Same(status.At("clusters"), import.At("status", "clusters") ?? new JsonArray()))
            return;
        await api.MergeStatusAsync(new(MultiClusterApi.ServiceImports, import.Namespace()), import, status, ct).ConfigureAwait(false);
    }
}
