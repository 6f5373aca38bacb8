using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Planning;

/// <summary>
/// What things cost in members as they are. Of a kind of price that the list does not have at all nothing counts, silently; where it has some and leaves out one that is needed, no price counts
/// and the hole is told: what has no price is not for nothing. Pure.
/// </summary>
internal sealed class PlanningCosts
{
    private const string Gpus = "nvidia.com/gpu", AcceleratorLabel = "cloud.google.com/gke-accelerator", MachineLabel = "node.kubernetes.io/instance-type";

    private readonly IReadOnlyList<MemberDocuments> _members;
    private readonly Atlas _atlas;
    private readonly PriceList? _prices;
    private readonly SortedSet<string> _holes = new(StringComparer.Ordinal);

    /// <param name="claims">What pods of the workloads take.</param>
    /// <param name="data">What jobs read.</param>
    /// <param name="green">Whether a job shall run where least is emitted.</param>
    public PlanningCosts(IReadOnlyList<MemberDocuments> members, PlanningKnowledge known, IReadOnlyList<ReplicaClaim> claims, IEnumerable<Dataset> data, bool green)
    {
        (_members, _atlas, _prices) = (members, known.Atlas, known.Prices);
        if (known.Prices is not { } said)
            return;
        var wanting = claims.Where(WantsGpus).ToList();
        foreach (var (node, region) in members.SelectMany(m => m.Nodes.Where(HasGpus).Select(n => (n, m.Region))).Where(n => said.GpuHour.Count > 0 && wanting.Exists(c => c.Accepts(new NodeRoom(n.n)))))
            Require(OfGpu(said, node, region), node.Label(AcceleratorLabel) is { } accelerator ? $"gpuHour of {accelerator}@{region}" : $"gpuHour of nodes without the label {AcceleratorLabel}");
        foreach (var claim in said.NodeHour.Count > 0 ? claims.Where(c => !WantsGpus(c)) : [])
        {
            foreach (var member in members)
                OfPod(said, claim, member, hole => _holes.Add(hole));
        }
        foreach (var (from, to) in said.EgressGB.Count > 0 ? data.SelectMany(d => members.Select(m => (From: Nearest(d, m.Region), To: m.Region))) : [])
            Require(from is null ? 0 : said.OfEgress(_atlas, from, to), $"egressGB from {from} to {to}");
        foreach (var region in green && said.Carbon.Count > 0 ? members.Select(m => m.Region) : [])
            Require(said.CarbonOf(region), $"carbon of {region}");
        if (_holes.Count > 0)
            _prices = null;
    }

    /// <summary>What the prices do not say, as it would be written there.</summary>
    public IReadOnlyList<string> Holes => [.. _holes];

    /// <summary>A GPU of a node, an hour; 0 when prices do not count.</summary>
    public double OfGpu(JsonObject node, string region) => _prices is null ? 0 : OfGpu(_prices, node, region) ?? 0;

    /// <summary>A pod without GPUs, an hour, by member: its part of the cheapest node that takes it.</summary>
    public IReadOnlyDictionary<string, double> OfPod(ReplicaClaim claim) =>
        ByMember(WantsGpus(claim) || _prices is not { NodeHour.Count: > 0 } prices ? _ => null : m => OfPod(prices, claim, m, _ => { }));

    /// <summary>Carrying data there once, by member.</summary>
    public IReadOnlyDictionary<string, double> OfReading(Dataset? data) =>
        ByMember(data is null || _prices is not { EgressGB.Count: > 0 } prices ? _ => null : m => Nearest(data, m.Region) is { } from ? prices.OfEgress(_atlas, from, m.Region) * data.SizeGB : null);

    /// <summary>Grams of CO2 a kilowatt hour, by member.</summary>
    public IReadOnlyDictionary<string, double> OfCarbon() => ByMember(m => _prices?.CarbonOf(m.Region));

    private Dictionary<string, double> ByMember(Func<MemberDocuments, double?> price) =>
        _members.Select(m => (Name: m.Cluster.Name(), Price: price(m))).Where(p => p.Price is not null).ToDictionary(p => p.Name, p => p.Price!.Value, StringComparer.Ordinal);

    private void Require(double? price, string hole)
    {
        if (price is null)
            _holes.Add(hole);
    }

    private static double? OfGpu(PriceList prices, JsonObject node, string region) => node.Label(AcceleratorLabel) is { } accelerator ? prices.OfGpu(accelerator, region) : null;

    /// <summary>Nodes with GPUs have their price in the GPUs; a pod that only these take is not weighed there.</summary>
    private static double? OfPod(PriceList prices, ReplicaClaim claim, MemberDocuments member, Action<string> tell)
    {
        var least = (double?)null;
        foreach (var kind in member.Nodes.Where(n => !HasGpus(n)).Select(n => (Machine: n.Label(MachineLabel) ?? "", Room: new NodeRoom(n))).Where(n => claim.Accepts(n.Room)).Select(n => (n.Machine, Pods: n.Room.Fits(claim))).Where(n => n.Pods > 0).Distinct())
        {
            if (prices.OfNode(kind.Machine, member.Region) is not { } node)
                tell(kind.Machine.Length > 0 ? $"nodeHour of {kind.Machine}@{member.Region}" : $"nodeHour of nodes without the label {MachineLabel}");
            else
                least = Math.Min(least ?? double.MaxValue, node / kind.Pods);
        }
        return least;
    }

    /// <summary>The region of the copy that is nearest, by the way that a plan counts.</summary>
    private string? Nearest(Dataset data, string region) => data.Replicas.MinBy(r => (r.Region == region ? 0 : _atlas.DistanceKm(r.Region, region) ?? double.MaxValue, r.Region))?.Region;

    private static bool HasGpus(JsonObject node) => NodeRoom.Amount(Gpus, node.At("status", "allocatable", Gpus)) > 0;

    private static bool WantsGpus(ReplicaClaim claim) => claim.Requests.GetValueOrDefault(Gpus) > 0;
}
