using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Clusters.Gke;

/// <summary>A node pool of a GKE cluster.</summary>
/// <param name="Nodes">
/// What the nodes are, and how many over all zones. GKE counts by zones: without autoscaling the pool lies in as many of its zones as divide the number. With it, the
/// number is what the pool begins with, rounded up to the same number in each zone, or down where the nodes have GPUs.
/// </param>
public sealed record GkeNodePool(GeoNodePool Nodes)
{
    /// <summary>Fewest nodes over all zones; autoscaling is on when this or <see cref="MaxCount"/> is set. Default: 0.</summary>
    public int? MinCount { get; init; }

    /// <summary>Most nodes over all zones. Default: the number of nodes, without autoscaling.</summary>
    public int? MaxCount { get; init; }

    /// <summary>Zones of the pool, for accelerators that not all have. Default: those of the cluster.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Boot disk of each node, in GB. Default: 100.</summary>
    public int DiskGigabytes { get; init; } = 100;

    /// <summary>e.g. "pd-ssd". Default: pd-balanced, or hyperdisk-balanced where the machine series has no other (n4, c4, c4a, a4, a3-ultragpu).</summary>
    public string? DiskType { get; init; }

    /// <summary>The NVIDIA driver that GKE installs on nodes with GPUs. Default: <see cref="GpuDriver.Default"/>.</summary>
    public GpuDriver Driver { get; init; }

    public string Name => Nodes.Name;

    public bool Autoscaled => MinCount is not null || MaxCount is not null;

    internal string EffectiveDiskType => DiskType ?? (HyperdiskOnly.Any(series => Nodes.MachineType.StartsWith(series, StringComparison.Ordinal)) ? "hyperdisk-balanced" : "pd-balanced");

    private static readonly string[] HyperdiskOnly = ["n4-", "c4-", "c4a-", "a4-", "a3-ultragpu-"];

    /// <summary>The GPUs of each node: those asked for, or those that the machine type has anyway.</summary>
    /// <exception cref="FormatException">The machine cannot have them, or is misspelt.</exception>
    internal GcpGpus? Gpus
    {
        get
        {
            var asked = Nodes.Accelerator is null ? null : new GcpGpus(GcpAccelerator.Find(Nodes.Accelerator)?.Name ?? Nodes.Accelerator, Nodes.AcceleratorCount);
            // A series that came after this catalogue is Google's to check.
            return KnownSeries.Contains(Series) ? GcpMachineType.Parse(Nodes.MachineType).With(asked) : asked;
        }
    }

    private string Series => Nodes.MachineType.Split('-')[0];

    private static readonly HashSet<string> KnownSeries = [.. GcpMachineType.All.Select(machine => machine.Family)];

    /// <summary>The zones of a pool without autoscaling, and the nodes in each.</summary>
    internal (IReadOnlyList<string> Zones, int InEach) Spread(IReadOnlyList<string> zones)
    {
        var used = Enumerable.Range(1, zones.Count).Last(n => Nodes.Count % n == 0);
        return ([.. zones.Take(used)], Nodes.Count / used);
    }

    /// <summary>The zones of a pool that scales, no more than it may have nodes, and the nodes in each with which it begins, within its limits where that can be.</summary>
    internal (IReadOnlyList<string> Zones, int InEach) Begin(IReadOnlyList<string> zones)
    {
        var most = MaxCount ?? Nodes.Count;
        var used = zones.Take(Math.Max(most, 1)).ToList();
        var (down, up) = (Nodes.Count / used.Count, (Nodes.Count + used.Count - 1) / used.Count);
        var saves = Gpus is not null && down * used.Count >= (MinCount ?? 0);
        return (used, saves || up * used.Count > most ? down : up);
    }

    public JsonObject ToJson()
    {
        var pool = Nodes.ToJson();
        pool["diskGigabytes"] = DiskGigabytes;
        if (MinCount is { } min)
            pool["minCount"] = min;
        if (MaxCount is { } max)
            pool["maxCount"] = max;
        if (Zones.Count > 0)
            pool["zones"] = new JsonArray([.. Zones.Select(zone => JsonValue.Create(zone))]);
        if (DiskType is not null)
            pool["diskType"] = DiskType;
        if (Driver != GpuDriver.Default)
            pool["driver"] = Driver.ToString();
        return pool;
    }

    /// <exception cref="FormatException">It has a driver that there is not.</exception>
    public static GkeNodePool From(JsonObject pool) => new(GeoNodePool.From(pool))
    {
        MinCount = (int?)pool.Int("minCount"),
        MaxCount = (int?)pool.Int("maxCount"),
        Zones = [.. pool.Strings("zones")],
        DiskGigabytes = (int)(pool.Int("diskGigabytes") ?? 100),
        DiskType = pool.Str("diskType"),
        Driver = GkeClusterDocument.Choice(pool, "driver", GpuDriver.Default),
    };

    public override string ToString() => Nodes.ToString();
}

/// <summary>The driver that GKE installs for GPUs (gpuDriverInstallationConfig).</summary>
public enum GpuDriver
{
    /// <summary>The one that GKE holds for right for the version of its nodes.</summary>
    Default,

    /// <summary>The newest that GKE has for it.</summary>
    Latest,

    /// <summary>None: a DaemonSet of one's own installs it.</summary>
    None,
}
