using System.Collections;
using System.Management.Automation;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Cmdlets.Geography;
using Geofed.Federation;

namespace Geofed.Cmdlets.Placements;

/// <summary>Clusters that do not exist: a region's name, or a hashtable with the words of New-GeoCluster.</summary>
internal static class HypotheticalInput
{
    private static readonly string[] Known = ["Name", "Region", "NodeCount", "MachineType", "Accelerator", "AcceleratorCount", "GpuNodeCount"];

    /// <exception cref="GeofedErrorException">Something in it is unknown, missing or wrong.</exception>
    public static HypotheticalCluster Read(object input, HomeFolder home)
    {
        var cluster = (input as PSObject)?.BaseObject ?? input;
        var table = cluster as Hashtable ?? new Hashtable { ["Region"] = cluster.ToString() };
        foreach (var key in table.Keys.Cast<object>().Select(k => k.ToString()!).Where(k => !Known.Contains(k, StringComparer.OrdinalIgnoreCase)))
            throw GeofedErrors.InvalidCluster($"'{key}' is not one of {string.Join(", ", Known)}.", input);
        var name = NodePoolInput.Text(table, "Region") ?? throw GeofedErrors.InvalidCluster("it has no Region.", input);
        var region = KnownRegions.Get(home, name);
        var pools = NodePoolInput.Simple(
            NodePoolInput.Text(table, "MachineType") ?? NodePoolDefaults.OrdinaryMachineType,
            NodePoolInput.Number(table, "NodeCount", 3),
            NodePoolInput.Text(table, "Accelerator"),
            NodePoolInput.Number(table, "AcceleratorCount", 1),
            NodePoolInput.Value(table, "GpuNodeCount") is null ? null : NodePoolInput.Number(table, "GpuNodeCount", 1));
        return new(NodePoolInput.Text(table, "Name") ?? region.Name, region.Name, [.. pools.Select(p => new HypotheticalNodes(p.MachineType, p.Count, p.Accelerator, p.AcceleratorCount))])
        {
            Zones = region.Zones,
            Provider = region.Provider,
        };
    }
}
