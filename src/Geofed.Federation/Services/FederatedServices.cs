using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>The Services of one federation: reads them, with where they lead, and deletes them.</summary>
/// <param name="name">The federation's name, for output and errors.</param>
public sealed class FederatedServices(string name, IKubeApi api, TimeProvider time)
{
    public static readonly ApiResource Resource = new(MultiClusterApi.Services, MultiClusterApi.Service.Kind, Namespaced: true);

    private static readonly IReadOnlyDictionary<string, MemberServices> Nobody = new Dictionary<string, MemberServices>();

    public ServiceExports Exports { get; } = new(name, api, time);

    /// <summary>Those of a namespace, or of all when null, by namespace and name; members are not asked.</summary>
    public async Task<IReadOnlyList<FederatedService>> ListAsync(string? ns, CancellationToken ct)
    {
        var clusters = await ClustersAsync(ct).ConfigureAwait(false);
        return [.. (await DocumentsAsync(ns, ct).ConfigureAwait(false)).Select(d => ServiceSummary.Of(name, d, Gke(clusters), Nobody))];
    }

    /// <summary>The same Services with what their members have; one that does not answer is named in the reason of what it has to do with.</summary>
    public async Task<IReadOnlyList<FederatedService>> WithEndpointsAsync(IReadOnlyList<FederatedService> services, MemberAccess access, CancellationToken ct)
    {
        if (services.Count == 0)
            return [];
        var ns = services.Select(s => s.Namespace).Distinct().ToList() is [var only] ? only : null;
        var clusters = await ClustersAsync(ct).ConfigureAwait(false);
        var wanted = services.SelectMany(s => s.Clusters).Select(c => c.Cluster).ToHashSet();
        var asked = clusters.Where(c => wanted.Contains(c.Name())).Select(c => (Name: c.Name(), Answer: MemberServices.ReadAsync(access, c, ns, ct))).ToList();
        var members = new Dictionary<string, MemberServices>();
        foreach (var (member, answer) in asked)
            members[member] = await answer.ConfigureAwait(false);
        var keys = services.Select(s => new NamespacedName(s.Namespace, s.Name)).ToHashSet();
        return [.. (await DocumentsAsync(ns, ct).ConfigureAwait(false)).Where(d => keys.Contains(d.Template.Key())).Select(d => ServiceSummary.Of(name, d, Gke(clusters), members))];
    }

    /// <summary>Deletes a Service in all clusters, with its export and the policies that Geofed wrote for them.</summary>
    /// <param name="timeout">How long to wait until the clusters have let go of it; null not to wait.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="TimeoutException">A cluster still has something of it.</exception>
    public async Task<bool> UnpublishAsync(FederatedService service, TimeSpan? timeout, CancellationToken ct)
    {
        var key = new NamespacedName(service.Namespace, service.Name);
        await Exports.WithdrawAsync(key, timeout, ct).ConfigureAwait(false);
        return await new FederatedResources(name, api, time).UnpublishAsync(Resource, key, timeout, ct).ConfigureAwait(false);
    }

    /// <summary>What the federation places, without what it derives.</summary>
    private async Task<IReadOnlyList<ServiceDocuments>> DocumentsAsync(string? ns, CancellationToken ct)
    {
        var templates = api.ListAsync(new(MultiClusterApi.Services, ns), ListOptions.All, ct);
        var policies = api.ListAsync(new(KarmadaApi.PropagationPolicies, ns), ListOptions.All, ct);
        var bindings = (await api.ListAsync(new(KarmadaApi.ResourceBindings, ns), ListOptions.All, ct).ConfigureAwait(false)).Items.ToDictionary(b => b.Key());
        var placed = (await policies.ConfigureAwait(false)).Items.Select(p => p.Key()).ToHashSet();
        return [.. (await templates.ConfigureAwait(false)).Items
            .Where(t => !MultiClusterNames.IsDerived(t) && (BindingOf(t, MultiClusterApi.Service) is not null || placed.Contains(PropagationPolicy.PathFor(t).NamespacedName)))
            .OrderBy(t => t.Namespace(), StringComparer.Ordinal).ThenBy(t => t.Name(), StringComparer.Ordinal)
            .Select(t => new ServiceDocuments(t, BindingOf(t, MultiClusterApi.Service), BindingOf(t, MultiClusterApi.Export), BindingOf(t, MultiClusterApi.Import))
            {
                Exported = BindingOf(t, MultiClusterApi.Export) is not null || placed.Contains(PropagationPolicy.PathFor(ServiceExportDocuments.ExportOf(t)).NamespacedName),
            })];

        JsonObject? BindingOf(JsonObject template, GroupVersionKind kind) => bindings.GetValueOrDefault(new(template.Namespace(), KarmadaNames.Binding(kind.Kind, template.Name())));
    }

    private async Task<IReadOnlyList<JsonObject>> ClustersAsync(CancellationToken ct) => (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items;

    private static HashSet<string> Gke(IReadOnlyList<JsonObject> clusters) => [.. clusters.Where(ServedGroups.IsGke).Select(c => c.Name())];
}
