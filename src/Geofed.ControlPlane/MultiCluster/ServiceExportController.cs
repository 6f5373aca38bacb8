using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>
/// Collects the EndpointSlices of the Services that members export, as Works in the members' execution namespaces
/// (pkg/controllers/mcs/service_export_controller.go). What a lost member exported stays as it was last seen, unless the federation takes its export back.
/// </summary>
internal sealed class ServiceExportController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, ExportIndex index, TimeProvider time)
{
    /// <summary>Services by the cluster that may export them.</summary>
    public WorkQueue<ExportKey> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.Works.Changed += change =>
        {
            if (KarmadaNames.ClusterOf(change.Object.Namespace()) is not { } cluster)
                return;
            // Also a collected one that somebody else has changed or deleted.
            if ((ExportWork.ServiceOf(change.Object) ?? CollectedWork.ServiceOf(change.Object)) is { } service)
                Queue.Add(new(cluster, service));
        };
        fleet.Events.Found += member =>
        {
            foreach (var service in index.ServicesOf(member.Name))
                Queue.Add(new(member.Name, service));
        };
        fleet.Events.ExportChanged += (member, service) => Queue.Add(new(member.Name, service));
    }

    public async Task ReconcileAsync(ExportKey key, CancellationToken ct)
    {
        if (await WantedAsync(key, ct).ConfigureAwait(false) is not { } wanted)
            return;
        var works = new ResourceCollection(KarmadaApi.Works, KarmadaNames.ExecutionNamespace(key.Cluster));
        foreach (var work in wanted)
        {
            if (caches.Works.Get(new(works.Namespace, work.Name())) is not { } there)
                await api.CreateMissingAsync(works, work, ct).ConfigureAwait(false);
            else if (!WorkDocument.Holds(work, there))
                await api.ReplaceAsync(works.Named(work.Name()), WorkDocument.Update(work, there), Writes.Options, ct).ConfigureAwait(false);
        }
        foreach (var left in index.Collected(key.Service).Where(c => c.Cluster == key.Cluster).Select(c => c.Work.Name()).Except(wanted.Select(w => w.Name())))
            await api.DeleteIfThereAsync(works.Named(left), ct).ConfigureAwait(false);
    }

    /// <summary>The Works that there should be; null while nobody can tell, so that they stay as they are.</summary>
    private async Task<IReadOnlyList<JsonObject>?> WantedAsync(ExportKey key, CancellationToken ct)
    {
        if (caches.Cluster(key.Cluster) is not { } cluster || cluster.IsDeleting())
            return [];
        if (!fleet.TryGet(key.Cluster, out var member) || member.Session is not { } session)
            return ExportWork.Find(caches, key.Cluster, key.Service).IsDeleting() ? [] : null;
        if (!index.Exports(key.Cluster) || await session.ExportsAsync(ct).ConfigureAwait(false) is not { } exports)
            return [];
        if (!exports.Synced.IsCompletedSuccessfully)
        {
            // An empty list raises no change. No worker waits: others have members that answer.
            if (!exports.Synced.IsCompleted)
                _ = exports.Synced.ContinueWith(_ => Queue.Add(key), ct, TaskContinuationOptions.None, TaskScheduler.Default);
            return null;
        }
        if (exports.Exports.Get(key.Service) is not { } export || export.IsDeleting() || !ExportVerdict.IsExportable(exports.Services.Get(key.Service)))
            return [];
        return [.. exports.Slices.List(key.Service.Namespace)
            .Where(s => s.Label(MultiClusterNames.ServiceName) == key.Service.Name && s.Label(MultiClusterNames.ManagedBy) != MultiClusterNames.Importer && !s.IsDeleting())
            .OrderBy(s => s.Name(), StringComparer.Ordinal)
            .Select(s => CollectedWork.For(key.Cluster, key.Service, s))];
    }
}

/// <summary>A Service in a cluster that may export it.</summary>
internal readonly record struct ExportKey(string Cluster, NamespacedName Service)
{
    public override string ToString() => $"{Service} in {Cluster}";
}
