using System.Collections;
using System.Management.Automation;
using Geofed.Clusters.Gke;

namespace Geofed.Cmdlets;

/// <summary>A node pool of a GKE cluster written as a hashtable: what <see cref="NodePoolInput"/> takes, and MinCount, MaxCount, Zones, DiskSizeGB, DiskType, Driver.</summary>
internal static class GkeNodePoolInput
{
    private static readonly string[] Own = ["MinCount", "MaxCount", "Zones", "DiskSizeGB", "DiskType", "Driver"];

    /// <exception cref="GeofedErrorException">Something in it is unknown, missing or wrong.</exception>
    public static GkeNodePool Read(Hashtable pool, int index)
    {
        var nodes = new Hashtable();
        foreach (DictionaryEntry entry in pool)
        {
            if (!Own.Contains(entry.Key.ToString(), StringComparer.OrdinalIgnoreCase))
                nodes[entry.Key] = entry.Value;
        }
        return new(NodePoolInput.Read(nodes, index))
        {
            MinCount = NodePoolInput.Text(pool, "MinCount") is "0" ? 0 : Optional(pool, "MinCount"),
            MaxCount = Optional(pool, "MaxCount"),
            Zones = NodePoolInput.Value(pool, "Zones") is { } zones ? [.. LanguagePrimitives.ConvertTo<string[]>(zones)] : [],
            DiskGigabytes = NodePoolInput.Number(pool, "DiskSizeGB", 100),
            DiskType = NodePoolInput.Text(pool, "DiskType"),
            Driver = NodePoolInput.Text(pool, "Driver") is not { } driver ? GpuDriver.Default
                : Enum.TryParse<GpuDriver>(driver, ignoreCase: true, out var known) ? known : throw GeofedErrors.InvalidNodePool($"Driver is '{driver}', but must be {string.Join(", ", Enum.GetNames<GpuDriver>())}.", pool),
        };
    }

    private static int? Optional(Hashtable pool, string key) => NodePoolInput.Text(pool, key) is null ? null : NodePoolInput.Number(pool, key, 0);
}
