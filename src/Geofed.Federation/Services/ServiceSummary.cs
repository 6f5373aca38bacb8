using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>Reads a <see cref="FederatedService"/> from what the federation says of it, and, as far as they were asked, from what its members have. Pure.</summary>
public static class ServiceSummary
{
    /// <param name="gke">Members of GKE fleets.</param>
    /// <param name="members">By name, as far as they were asked.</param>
    public static FederatedService Of(string federation, ServiceDocuments service, IReadOnlySet<string> gke, IReadOnlyDictionary<string, MemberServices> members)
    {
        var key = service.Template.Key();
        var all = Names(service, gke).ToList();
        var clusters = all.Select(cluster => ServiceCluster.Of(key, cluster, all, service, gke.Contains(cluster), members.GetValueOrDefault(cluster))).ToList();
        var names = clusters.Where(c => c.Role.HasFlag(ServiceRole.Imports)).Select(c => c.DnsName).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return new(key.Name, key.Namespace ?? "", federation)
        {
            Type = Enum.TryParse<ServiceType>(service.Template.Str("spec", "type"), out var type) ? type : ServiceType.ClusterIP,
            Ports = PortsOf(service.Template.Objects("spec", "ports")),
            Exported = service.Exported,
            ExportedFrom = [.. clusters.Where(c => c.Role.HasFlag(ServiceRole.Exports)).Select(c => c.Cluster)],
            ImportedBy = [.. clusters.Where(c => c.Role.HasFlag(ServiceRole.Imports)).Select(c => c.Cluster)],
            DnsNames = names.Count > 0 || service.Exported ? names : [ServiceCluster.OwnName(key)],
            Reason = clusters.Any(c => c.Reason is not null) ? string.Join("; ", clusters.Where(c => c.Reason is not null).Select(c => $"{c.Cluster}: {c.Reason}")) : null,
            Clusters = clusters,
            CreatedAt = KubeTime.Parse(service.Template.Str("metadata", "creationTimestamp")),
        };
    }

    /// <summary>"https 443/TCP", in the order that people wrote.</summary>
    internal static IReadOnlyList<string> PortsOf(IEnumerable<JsonObject> ports) =>
        [.. ports.Select(p => $"{p.Str("name")} {(p.Int("port") ?? 0).ToString(CultureInfo.InvariantCulture)}/{p.Str("protocol") ?? "TCP"}".TrimStart())];

    /// <summary>Where anything of it is. Of a GKE fleet every member imports what one of them exports.</summary>
    private static IEnumerable<string> Names(ServiceDocuments service, IReadOnlySet<string> gke)
    {
        var exports = ResourceSummary.Targets(service.Export).Select(t => t.Name).ToList();
        return new[] { service.Binding, service.Import }.SelectMany(ResourceSummary.Targets).Select(t => t.Name)
            .Concat(exports).Concat(exports.Any(gke.Contains) ? gke : []).Distinct().Order(StringComparer.Ordinal);
    }
}
