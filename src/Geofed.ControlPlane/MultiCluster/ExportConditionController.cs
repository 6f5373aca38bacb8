using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>Tells in each exporting cluster's ServiceExport whether it is valid, and whether clusters do not agree (KEP-1645); from there it comes back as any status does.</summary>
internal sealed class ExportConditionController(MemberFleet fleet, ExportIndex index, TimeProvider time)
{
    /// <summary>Services by namespace and name.</summary>
    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    public void Subscribe() => fleet.Events.ExportChanged += (_, service) => Queue.Add(service);

    public async Task ReconcileAsync(NamespacedName service, CancellationToken ct)
    {
        var found = await Task.WhenAll(index.Exporters.Select(cluster => FindAsync(cluster, service, ct))).ConfigureAwait(false);
        var exported = found.OfType<ExportedService>().OrderBy(e => e.Cluster, StringComparer.Ordinal).ToList();
        var verdicts = ExportVerdict.Of(exported, time.GetUtcNow());
        // All are written, whichever of them fails.
        await Task.WhenAll(exported.Where(e => !JsonNavigation.Same(e.Export.At("status", "conditions"), verdicts[e.Cluster])).Select(e => WriteAsync(e, verdicts[e.Cluster], ct))).ConfigureAwait(false);
    }

    /// <summary>A member that cannot tell is left out; it is asked again when it can.</summary>
    private async Task<ExportedService?> FindAsync(string cluster, NamespacedName service, CancellationToken ct)
    {
        try
        {
            if (!fleet.TryGet(cluster, out var member) || member.Session is not { } session || await session.ExportsAsync(ct).ConfigureAwait(false) is not { } exports)
                return null;
            if (!exports.Synced.IsCompletedSuccessfully)
            {
                if (!exports.Synced.IsCompleted)
                    _ = exports.Synced.ContinueWith(_ => Queue.Add(service), ct, TaskContinuationOptions.None, TaskScheduler.Default);
                return null;
            }
            return exports.Exports.Get(service) is { } export && !export.IsDeleting() ? new(cluster, export, exports.Services.Get(service)) : null;
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException or TimeoutException)
        {
            return null;
        }
    }

    private async Task WriteAsync(ExportedService exported, JsonArray conditions, CancellationToken ct)
    {
        if (!fleet.TryGet(exported.Cluster, out var member))
            return;
        var path = new ResourcePath(MultiClusterApi.ServiceExports, exported.Export.Namespace(), exported.Export.Name(), "status");
        try
        {
            await member.Api.PatchAsync(path, PatchKind.Merge, new JsonObject { ["status"] = new JsonObject { ["conditions"] = conditions } }, Writes.Options, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // Withdrawn meanwhile.
        }
    }
}
