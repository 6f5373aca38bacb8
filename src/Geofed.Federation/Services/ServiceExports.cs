using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Services;

/// <summary>Exports the Services of one federation, and takes exports back.</summary>
/// <param name="name">The federation's name, for output and errors.</param>
public sealed class ServiceExports(string name, IKubeApi api, TimeProvider time)
{
    private static readonly WriteOptions Write = new("geofed") { Force = true };

    /// <summary>How long members may take to learn the kinds: on a real Karmada it is told every 10 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FederatedResources _resources = new(name, api, time);

    /// <summary>Exports a Service that is published. Doing it again with the same input changes nothing.</summary>
    /// <exception cref="KubeApiException">The federation refuses something.</exception>
    /// <exception cref="PolicyTakenException">A policy of that name is somebody else's.</exception>
    public async Task<ServiceExportOutcome> ExportAsync(ServiceExportRequest request, Action<string> onWarning, CancellationToken ct)
    {
        var options = Write with { OnWarning = onWarning };
        var (export, import) = (ServiceExportDocuments.ExportOf(request.Template), ServiceExportDocuments.ImportOf(request.Template));
        await api.PatchAsync(new(KarmadaApi.ClusterPropagationPolicies, null, ServiceExportDocuments.DefinitionsPolicy), PatchKind.Apply, ServiceExportDocuments.Definitions(), options, ct).ConfigureAwait(false);
        var clusters = await UntilKnownAsync(ct).ConfigureAwait(false);
        string[] gke = [.. clusters.Where(ServedGroups.IsGke).Select(c => c.Name())];
        // First, so that no GKE member ever gets the other kind.
        await SetOverrideAsync(export, gke, options, ct).ConfigureAwait(false);
        await _resources.PublishAsync(ServiceExportDocuments.Export, export, ServiceExportDocuments.ExportPolicy(export, request.Placement, gke), onWarning, ct).ConfigureAwait(false);
        var importers = request.ImportTo.Count > 0 ? request.ImportTo : clusters.Select(c => c.Name());
        if (gke.Length > 0 && !importers.Except(gke).Any())
            await _resources.UnpublishAsync(ServiceExportDocuments.Import, import.Key(), null, ct).ConfigureAwait(false);
        else
            await _resources.PublishAsync(ServiceExportDocuments.Import, import, ServiceExportDocuments.ImportPolicy(import, request.ImportTo, gke), onWarning, ct).ConfigureAwait(false);
        return new(gke, [.. clusters.Select(c => c.Name()).Except(gke)], [.. clusters.Where(c => ServedGroups.IsKnown(c) && !ServedGroups.IsMultiCluster(c)).Select(c => c.Name())]);
    }

    /// <summary>Takes an export back: from those that import first, so that none is left with what leads nowhere.</summary>
    /// <param name="timeout">How long to wait until the clusters have let go of it; null not to wait.</param>
    /// <returns>False when it was not exported.</returns>
    /// <exception cref="TimeoutException">A cluster still has something of it.</exception>
    public async Task<bool> WithdrawAsync(NamespacedName service, TimeSpan? timeout, CancellationToken ct)
    {
        var export = ServiceExportDocuments.ExportOf(new() { ["metadata"] = new JsonObject { ["name"] = service.Name, ["namespace"] = service.Namespace } });
        var remains = await ImportRemains.FindAsync(api, service, ct).ConfigureAwait(false);
        var imported = await _resources.UnpublishAsync(ServiceExportDocuments.Import, service, timeout, ct).ConfigureAwait(false);
        var exported = await _resources.UnpublishAsync(ServiceExportDocuments.Export, service, timeout, ct).ConfigureAwait(false);
        await SetOverrideAsync(export, [], Write, ct).ConfigureAwait(false);
        if ((imported || exported) && timeout is { } limit)
            await remains.UntilGoneAsync(time, limit, ct).ConfigureAwait(false);
        return imported || exported;
    }

    /// <summary>The members, once those that are ready know the kinds, or there is no more patience. Karmada sends an object only where its kind is known.</summary>
    private async Task<IReadOnlyList<JsonObject>> UntilKnownAsync(CancellationToken ct)
    {
        var clusters = await ClustersAsync(ct).ConfigureAwait(false);
        await using var follower = new ObjectFollower(api, clusters.Where(c => !Knows(c)).Select(c => new ResourcePath(KarmadaApi.Clusters, null, c.Name())), time, ct);
        return (await follower.UntilAsync(ClustersAsync, all => all.All(Knows), Patience, ct).ConfigureAwait(false)).Reading;

        static bool Knows(JsonObject cluster) => ServedGroups.IsMultiCluster(cluster) || !ServedGroups.IsKnown(cluster);
    }

    private async Task<IReadOnlyList<JsonObject>> ClustersAsync(CancellationToken ct) =>
        [.. (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items.OrderBy(c => c.Name(), StringComparer.Ordinal)];

    private async Task SetOverrideAsync(JsonObject export, IReadOnlyList<string> gke, WriteOptions options, CancellationToken ct)
    {
        var path = new ResourcePath(KarmadaApi.OverridePolicies, export.Namespace(), PropagationPolicy.NameFor(export));
        if (gke.Count > 0)
            await api.PatchAsync(path, PatchKind.Apply, ServiceExportDocuments.GkeOverride(export, gke), options, ct).ConfigureAwait(false);
        else if (await api.FindAsync(path, ct).ConfigureAwait(false) is { } there && there.Label(PropagationPolicy.ManagedBy) == PropagationPolicy.Geofed)
            await api.DeleteIfThereAsync(path, ct).ConfigureAwait(false);
    }
}

/// <summary>What became of an export.</summary>
/// <param name="Gke">Members of GKE fleets: they export to their fleet, and import from it.</param>
/// <param name="Others">All other members.</param>
/// <param name="Unready">Members that are ready and do not know the kinds yet.</param>
public sealed record ServiceExportOutcome(IReadOnlyList<string> Gke, IReadOnlyList<string> Others, IReadOnlyList<string> Unready);
