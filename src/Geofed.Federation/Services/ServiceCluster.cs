using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>What a Service is in one cluster. Pure.</summary>
internal static class ServiceCluster
{
    /// <summary>By what GKE's EndpointSlices name the Service that they were imported for (KEP-1645).</summary>
    private const string ImportedService = "multicluster.kubernetes.io/service-name";

    /// <param name="clusters">All in which anything of it is.</param>
    public static FederatedServiceCluster Of(NamespacedName key, string cluster, IReadOnlyList<string> clusters, ServiceDocuments service, bool gke, MemberServices? member)
    {
        var exports = Targets(service.Export, cluster);
        var import = gke ? Find(member?.GkeImports, key) : Find(member?.Services, key with { Name = MultiClusterNames.Derived(key.Name) });
        var imports = gke ? import is not null : Targets(service.Import, cluster);
        var own = Find(member?.Services, key);
        return new(cluster)
        {
            Role = (exports ? ServiceRole.Exports : 0) | (imports ? ServiceRole.Imports : 0),
            Provider = exports || imports ? gke ? "GKE" : "Karmada" : null,
            Address = !imports ? AddressOf(own) : gke ? import.Strings("spec", "ips").FirstOrDefault() : AddressOf(import),
            DnsName = imports ? gke ? $"{key.Name}.{key.Namespace}.svc.clusterset.local" : OwnName(key with { Name = MultiClusterNames.Derived(key.Name) }) : own is null ? null : OwnName(key),
            Endpoints = Endpoints(cluster, clusters, key, imports, gke, member),
            Reason = member?.Failure?.Message ?? (exports ? ReasonOf(service.Export, cluster) : null) ?? (imports && member is not null && import is null ? "the import has not arrived yet" : null),
        };
    }

    public static string OwnName(NamespacedName key) => $"{key.Name}.{key.Namespace}.svc";

    private static bool Targets(JsonObject? binding, string cluster) => ResourceSummary.Targets(binding).Any(t => t.Name == cluster);

    private static JsonObject? Find(IReadOnlyList<JsonObject>? objects, NamespacedName key) => objects?.FirstOrDefault(o => o.Key() == key);

    private static string? AddressOf(JsonObject? service) => service.Str("spec", "clusterIP") is { Length: > 0 } address && address != "None" ? address : null;

    private static IReadOnlyList<FederatedEndpoint> Endpoints(string cluster, IReadOnlyList<string> clusters, NamespacedName key, bool imports, bool gke, MemberServices? member)
    {
        var (label, name) = !imports ? (MultiClusterNames.ServiceName, key.Name) : gke ? (ImportedService, key.Name) : (MultiClusterNames.ServiceName, MultiClusterNames.Derived(key.Name));
        return [.. (member?.Slices ?? []).Where(s => s.Namespace() == key.Namespace && s.Label(label) == name)
            .SelectMany(s => s.Objects("endpoints").SelectMany(e => e.Strings("addresses").Select(a => new FederatedEndpoint(MultiClusterNames.SourceOf(s, clusters) ?? cluster, a, e.Bool("conditions", "ready") != false)
            {
                Ports = ServiceSummary.PortsOf(s.Objects("ports")),
            })))
            .OrderBy(e => e.Cluster, StringComparer.Ordinal).ThenBy(e => e.Address, StringComparer.Ordinal)];
    }

    /// <summary>What the cluster's own export says, or that the cluster does not have it yet.</summary>
    private static string? ReasonOf(JsonObject? export, string cluster)
    {
        var item = export.Objects("status", "aggregatedStatus").FirstOrDefault(i => i.Str("clusterName") == cluster);
        if (item.Bool("applied") != true)
            return item.Str("appliedMessage") ?? "the export has not arrived yet";
        var conditions = item.Objects("status", "conditions").ToList();
        return Message(conditions, "Valid", "False") ?? Message(conditions, "Conflict", "True");
    }

    private static string? Message(List<JsonObject> conditions, string type, string status) =>
        conditions.Find(c => c.Str("type") == type && c.Str("status") == status) is { } bad ? bad.Str("message") ?? bad.Str("reason") : null;
}
