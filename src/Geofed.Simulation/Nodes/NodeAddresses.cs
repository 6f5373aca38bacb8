using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Nodes;

/// <summary>Where a node stands in the cluster's networks: its own address, and the range that its pods' addresses come from.</summary>
internal readonly record struct NodeAddresses(int Slot)
{
    /// <summary>10.0.0.0/10 is left to pods: a /24 for each node.</summary>
    private const int Slots = 64 * 256;

    public string InternalIP => string.Create(CultureInfo.InvariantCulture, $"10.128.{(Slot + 2) / 250}.{(Slot + 2) % 250 + 1}");

    public string PodRange => string.Create(CultureInfo.InvariantCulture, $"10.{Slot / 256}.{Slot % 256}.0/24");

    /// <summary>The first addresses that no node has.</summary>
    public static NodeAddresses Free(IEnumerable<JsonObject> nodes, ICollection<int> alsoTaken)
    {
        var taken = nodes.Select(node => SlotOf(node.Str("spec", "podCIDR"))).Concat(alsoTaken).ToHashSet();
        return new(Enumerable.Range(0, Slots).First(slot => !taken.Contains(slot)));
    }

    private static int SlotOf(string? range) =>
        range?.Split('.') is ["10", var high, var low, _] && int.TryParse(high, CultureInfo.InvariantCulture, out var h) && int.TryParse(low, CultureInfo.InvariantCulture, out var l) ? h * 256 + l : -1;
}
