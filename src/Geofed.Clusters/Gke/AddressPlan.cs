using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Gke;

/// <summary>
/// Which addresses the clusters of one network have. A slot is a number from 0; each has three ranges that no other slot has, of any region, so that all clusters of the
/// network can reach each other. By default there are 64 slots, of 512 nodes (a node takes 256 pod addresses), and all ranges are private (RFC 1918). They lie beside
/// 10.128.0.0/9, which Google's automatic networks have, and 172.17.0.0/16, which nodes use themselves.
/// </summary>
public sealed record AddressPlan
{
    public static AddressPlan Default { get; } = new();

    /// <summary>Where pods have their addresses: 10.0.0.0/9.</summary>
    public AddressRange Pods { get; init; } = AddressRange.Parse("10.0.0.0/9");

    /// <summary>Prefix of one cluster's pods: 15, which is 512 nodes. GKE takes 9 to 21.</summary>
    public int PodsPrefix { get; init; } = 15;

    /// <summary>Where nodes have their addresses: 172.24.0.0/14.</summary>
    public AddressRange Nodes { get; init; } = AddressRange.Parse("172.24.0.0/14");

    /// <summary>Prefix of one cluster's nodes: 20, which is 4092 nodes and internal load balancers.</summary>
    public int NodesPrefix { get; init; } = 20;

    /// <summary>Where services have their addresses: 172.20.0.0/14.</summary>
    public AddressRange Services { get; init; } = AddressRange.Parse("172.20.0.0/14");

    /// <summary>Prefix of one cluster's services: 20, which is 4096 of them. GKE takes 16 to 27.</summary>
    public int ServicesPrefix { get; init; } = 20;

    /// <summary>Clusters that there is room for.</summary>
    public int Capacity => Math.Min(Pods.Parts(PodsPrefix), Math.Min(Nodes.Parts(NodesPrefix), Services.Parts(ServicesPrefix)));

    /// <summary>The ranges of a slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public ClusterAddresses this[int slot] => slot >= 0 && slot < Capacity
        ? new(Nodes.Part(slot, NodesPrefix), Pods.Part(slot, PodsPrefix), Services.Part(slot, ServicesPrefix))
        : throw new ArgumentOutOfRangeException(nameof(slot), slot, $"There are slots 0 to {Capacity - 1}.");

    /// <summary>The lowest slot that is not taken; null when all are.</summary>
    public int? FreeSlot(IEnumerable<int> taken)
    {
        var gone = taken.ToHashSet();
        return Enumerable.Range(0, Capacity).Where(slot => !gone.Contains(slot)).Select(slot => (int?)slot).FirstOrDefault();
    }

    /// <summary>What is wrong with its ranges, each with the member that it is about; nothing when they can be used.</summary>
    public IEnumerable<(string Field, string Rule)> Problems()
    {
        (string Name, AddressRange Range, int Prefix, int Least, int Most)[] bases =
            [(nameof(Pods), Pods, PodsPrefix, 9, 21), (nameof(Nodes), Nodes, NodesPrefix, 8, 29), (nameof(Services), Services, ServicesPrefix, 16, 27)];
        foreach (var (name, range, prefix, least, most) in bases)
        {
            if (!PrivateRanges.Any(p => p.Contains(range)))
                yield return (name, $"{range} is not private: take a part of {string.Join(", ", PrivateRanges)}.");
            if (range.Overlaps(NodeBridge))
                yield return (name, $"{range} has addresses of {NodeBridge}, which nodes use themselves.");
            if (prefix < least || prefix > most)
                yield return (name + "Prefix", $"/{prefix} is not one that GKE takes: {least} to {most}.");
            if (range.Parts(prefix) == 0)
                yield return (name + "Prefix", $"/{prefix} is more than all of {range}.");
            foreach (var other in bases.TakeWhile(b => b.Name != name).Where(b => b.Range.Overlaps(range)))
                yield return (name, $"{range} overlaps {other.Range} of {other.Name}.");
        }
    }

    public JsonObject ToJson() => new()
    {
        ["pods"] = Pods.ToString(),
        ["podsPrefix"] = PodsPrefix,
        ["nodes"] = Nodes.ToString(),
        ["nodesPrefix"] = NodesPrefix,
        ["services"] = Services.ToString(),
        ["servicesPrefix"] = ServicesPrefix,
    };

    /// <summary>What is not said is as by default.</summary>
    /// <exception cref="FormatException">A range is none.</exception>
    public static AddressPlan From(JsonObject? plan) => new()
    {
        Pods = plan.Str("pods") is { } pods ? AddressRange.Parse(pods) : Default.Pods,
        PodsPrefix = (int)(plan.Int("podsPrefix") ?? Default.PodsPrefix),
        Nodes = plan.Str("nodes") is { } nodes ? AddressRange.Parse(nodes) : Default.Nodes,
        NodesPrefix = (int)(plan.Int("nodesPrefix") ?? Default.NodesPrefix),
        Services = plan.Str("services") is { } services ? AddressRange.Parse(services) : Default.Services,
        ServicesPrefix = (int)(plan.Int("servicesPrefix") ?? Default.ServicesPrefix),
    };

    /// <summary>RFC 1918, and RFC 6598, which GKE takes too.</summary>
    private static readonly AddressRange[] PrivateRanges = [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10" }.Select(AddressRange.Parse)];

    /// <summary>cloud.google.com/kubernetes-engine/docs/concepts/alias-ips: not for clusters.</summary>
    private static readonly AddressRange NodeBridge = AddressRange.Parse("172.17.0.0/16");
}

/// <summary>The addresses of one cluster.</summary>
public sealed record ClusterAddresses(AddressRange Nodes, AddressRange Pods, AddressRange Services);
