using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Imported;

/// <summary>What the nodes of a cluster say about where it is and what it is made of. Pure.</summary>
public static class NodeSurvey
{
    /// <summary>The prefix of spec.providerID, and what the provider is called here.</summary>
    private static readonly Dictionary<string, string> Providers = new()
    {
        ["gce"] = "gcp",
        ["aws"] = "aws",
        ["azure"] = "azure",
        ["openstack"] = "openstack",
        ["vsphere"] = "vsphere",
        ["digitalocean"] = "digitalocean",
        ["kind"] = "kind",
        ["k3s"] = "k3s",
    };

    private static readonly string[] PoolLabels =
        ["cloud.google.com/gke-nodepool", "eks.amazonaws.com/nodegroup", "kubernetes.azure.com/agentpool", "agentpool", "karpenter.sh/nodepool"];

    /// <summary>Fills in region, zones, provider and node pools, as far as the nodes tell.</summary>
    public static GeoCluster Describe(GeoCluster cluster, IReadOnlyList<JsonObject> nodes)
    {
        var zones = nodes.Select(n => Label(n, "topology.kubernetes.io/zone") ?? Label(n, "failure-domain.beta.kubernetes.io/zone")).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return cluster with
        {
            Region = Commonest(nodes.Select(n => Label(n, "topology.kubernetes.io/region") ?? Label(n, "failure-domain.beta.kubernetes.io/region"))) ?? "",
            Zones = [.. zones],
            Provider = Commonest(nodes.Select(Provider)) ?? "",
            NodePools = [.. nodes.GroupBy(PoolOf).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Pool(g.Key, [.. g]))],
        };
    }

    private static string? Provider(JsonObject node) =>
        node.Str("spec", "providerID") is { } id && id.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? Providers.GetValueOrDefault(id[..at], id[..at]) : null;

    private static string PoolOf(JsonObject node) =>
        PoolLabels.Select(label => Label(node, label)).FirstOrDefault(pool => pool is not null) ?? Label(node, "node.kubernetes.io/instance-type") ?? "nodes";

    private static GeoNodePool Pool(string name, IReadOnlyList<JsonObject> nodes)
    {
        var first = nodes[0];
        var gpus = (int)(Quantity.From(first.At("status", "allocatable", "nvidia.com/gpu"))?.Units ?? 0);
        return new(
            name,
            Label(first, "node.kubernetes.io/instance-type") ?? "",
            nodes.Count,
            gpus > 0 ? Label(first, "cloud.google.com/gke-accelerator") ?? Label(first, "nvidia.com/gpu.product") ?? "nvidia" : null,
            gpus,
            Label(first, "cloud.google.com/gke-spot") == "true" || Label(first, "eks.amazonaws.com/capacityType") == "SPOT")
        {
            Taints = [.. first.Objects("spec", "taints").Where(t => t.Str("key")?.StartsWith("node.kubernetes.io/", StringComparison.Ordinal) != true).Select(TaintText.Write)],
        };
    }

    private static string? Commonest(IEnumerable<string?> values) =>
        values.OfType<string>().GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;

    private static string? Label(JsonObject node, string label) => node.Str("metadata", "labels", label) is { Length: > 0 } value ? value : null;
}
