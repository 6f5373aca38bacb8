using System.Text.Json.Nodes;
using Geofed.Clusters;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>The nodes that GKE would make of a program's cluster and node pools.</summary>
internal static class GkeNodePools
{
    private const int ZonesOfRegionalCluster = 3;

    /// <summary>The region of a location, which may be a zone ("europe-west4-a").</summary>
    public static string Region(string location) => location.Split('-') is [.. var region, [_]] ? string.Join('-', region) : location;

    public static IReadOnlyList<string> Zones(JsonObject cluster)
    {
        var location = cluster.Str("location") ?? "";
        var given = cluster.Strings("nodeLocations").ToList();
        return given.Count > 0 ? given
            : Region(location) != location ? [location]
            : [.. (GeoRegions.Find(location)?.Zones ?? [location + "-a"]).Take(ZonesOfRegionalCluster)];
    }

    /// <summary>The pools that come with a cluster itself: an Autopilot's nodes, or the default pool unless it is removed.</summary>
    public static IReadOnlyList<GeoNodePool> OfCluster(JsonObject cluster)
    {
        var zones = Zones(cluster).Count;
        if (cluster.Bool("enableAutopilot") == true)
            return [new("autopilot", "e2-standard-8", zones)];
        return cluster.Bool("removeDefaultNodePool") == true ? []
            : [Pool("default-pool", cluster.Obj("nodeConfig") ?? [], (int)(cluster.Int("initialNodeCount") ?? 1) * zones)];
    }

    /// <param name="pool">Inputs of a NodePool.</param>
    /// <param name="zones">Zones of its cluster.</param>
    /// <param name="now">Nodes that it has already.</param>
    public static GeoNodePool Of(JsonObject pool, int zones, int? now)
    {
        zones = pool.Strings("nodeLocations").Count() is > 0 and var own ? own : zones;
        var wanted = (pool.Int("nodeCount") ?? (now is null ? pool.Int("initialNodeCount") : null)) is { } each ? (int)each * zones : now ?? 0;
        if (pool.Obj("autoscaling") is { } scaling)
        {
            var least = Math.Max(scaling.Int("totalMinNodeCount") ?? 0, (scaling.Int("minNodeCount") ?? 0) * zones);
            var most = Math.Min(scaling.Int("totalMaxNodeCount") ?? int.MaxValue, scaling.Int("maxNodeCount") is { } max ? max * zones : int.MaxValue);
            wanted = (int)Math.Clamp(wanted, Math.Min(least, most), most);
        }
        return Pool(pool.Str("name") ?? "pool", pool.Obj("nodeConfig") ?? [], wanted);
    }

    private static GeoNodePool Pool(string name, JsonObject config, int count)
    {
        var gpu = config.Objects("guestAccelerators").FirstOrDefault();
        return new(name, config.Str("machineType") ?? "e2-medium", count, gpu.Str("type"), (int)(gpu.Int("count") ?? 0), config.Bool("spot") ?? false)
        {
            Labels = config.StringMap("labels"),
            Taints = [.. config.Objects("taints").Select(t => $"{t.Str("key")}={t.Str("value")}:{Effect(t.Str("effect"))}")],
        };
    }

    private static string Effect(string? effect) => effect switch
    {
        "NO_SCHEDULE" => "NoSchedule",
        "PREFER_NO_SCHEDULE" => "PreferNoSchedule",
        "NO_EXECUTE" => "NoExecute",
        _ => throw new ProviderException($"expected effect to be one of [\"NO_SCHEDULE\" \"PREFER_NO_SCHEDULE\" \"NO_EXECUTE\"], got {effect}\n"),
    };
}
