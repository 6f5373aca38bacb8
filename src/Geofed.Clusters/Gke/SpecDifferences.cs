using System.Globalization;
using static Geofed.Clusters.Gke.ChangeEffect;

namespace Geofed.Clusters.Gke;

/// <summary>Compares two specs member by member.</summary>
internal static class SpecDifferences
{
    private delegate string Reading<in T>(T of);

    /// <summary>What GKE cannot change (ForceNew in the provider's schema of google_container_cluster) replaces the cluster.</summary>
    private static readonly (string Field, Reading<GkeClusterSpec> Read, ChangeEffect Effect)[] OfClusters =
    [
        (nameof(GkeClusterSpec.Name), s => s.Name, ReplacesCluster),
        (nameof(GkeClusterSpec.Project), s => s.Project, ReplacesCluster),
        ("Location", s => s.Location, ReplacesCluster),
        (nameof(GkeClusterSpec.Mode), s => s.Mode.ToString(), ReplacesCluster),
        (nameof(GkeClusterSpec.AddressSlot), s => s.AddressSlot.ToString(CultureInfo.InvariantCulture), ReplacesCluster),
        (nameof(GkeClusterSpec.PrivateNodes), s => Words(s.PrivateNodes), ReplacesCluster),
        (nameof(GkeClusterSpec.Zones), s => Set(s.NodeZones), RecreatesNodes),
        (nameof(GkeClusterSpec.ReleaseChannel), s => s.ReleaseChannel.ToString(), InPlace),
        (nameof(GkeClusterSpec.KubernetesVersion), s => s.KubernetesVersion ?? "", InPlace),
        (nameof(GkeClusterSpec.Labels), s => Map(s.Labels), InPlace),
        (nameof(GkeClusterSpec.NodeLabels), s => Map(s.NodeLabels), InPlace),
        (nameof(GkeClusterSpec.FleetProject), s => s.FleetProject ?? "", InPlace),
        (nameof(GkeClusterSpec.MultiClusterServices), s => Words(s.MultiClusterServices), InPlace),
        (nameof(GkeClusterSpec.DeletionProtection), s => Words(s.DeletionProtection), InPlace),
        (nameof(GkeClusterSpec.MaintenanceWindow), s => s.MaintenanceWindow?.ToString() ?? "", InPlace),
        (nameof(GkeClusterSpec.AuthorizedNetworks), s => List(s.AuthorizedNetworks.Select(n => $"{n.Range} {n.DisplayName}".TrimEnd())), InPlace),
        (nameof(GkeClusterSpec.DnsEndpoint), s => Words(s.DnsEndpoint), InPlace),
    ];

    /// <summary>Likewise of google_container_node_pool; machine type and disk it changes by making the nodes anew.</summary>
    private static readonly (string Field, Reading<GkeNodePool> Read, ChangeEffect Effect)[] OfPools =
    [
        ("Accelerator", p => p.Gpus?.ToString() ?? "", ReplacesPool),
        ("Driver", p => p.Gpus is null ? "" : p.Driver.ToString(), ReplacesPool),
        ("Spot", p => Words(p.Nodes.Spot), ReplacesPool),
        ("MachineType", p => p.Nodes.MachineType, RecreatesNodes),
        ("DiskType", p => p.EffectiveDiskType, RecreatesNodes),
        ("DiskGigabytes", p => p.DiskGigabytes.ToString(CultureInfo.InvariantCulture), RecreatesNodes),
        ("Zones", p => Set(p.Zones), RecreatesNodes),
        ("Count", Size, InPlace),
        ("Labels", p => Map(p.Nodes.Labels), InPlace),
        ("Taints", p => List(p.Nodes.Taints), InPlace),
    ];

    public static IEnumerable<SpecChange> Of(GkeClusterSpec old, GkeClusterSpec @new)
    {
        foreach (var (field, before, after, effect) in Differences(OfClusters, old, @new))
            yield return new(field, null, before, after, effect);
        var scopes = (Before: Set(old.OAuthScopes), After: Set(@new.OAuthScopes));
        // Who nodes are cannot change: each pool is replaced, and of an Autopilot cluster all of it.
        if (scopes.Before != scopes.After)
            yield return new(nameof(GkeClusterSpec.OAuthScopes), null, scopes.Before, scopes.After, old.Mode == GkeMode.Autopilot ? ReplacesCluster : ReplacesPool);
        foreach (var pool in old.NodePools.Where(pool => !@new.NodePools.Any(p => p.Name == pool.Name)))
            yield return new("NodePool", pool.Name, pool.ToString(), "", RemovesPool);
        foreach (var pool in @new.NodePools)
        {
            if (old.NodePools.FirstOrDefault(p => p.Name == pool.Name) is not { } known)
            {
                yield return new("NodePool", pool.Name, "", pool.ToString(), AddsPool);
                continue;
            }
            foreach (var (field, before, after, effect) in Differences(OfPools, known, pool))
                yield return new(field, pool.Name, before, after, effect);
            if (LosesZone(old, known, @new, pool))
                yield return new("Zones", pool.Name, List(ZonesOf(old, known)), List(ZonesOf(@new, pool)), RecreatesNodes);
        }
    }

    private static IEnumerable<(string Field, string Before, string After, ChangeEffect Effect)> Differences<T>((string Field, Reading<T> Read, ChangeEffect Effect)[] members, T old, T @new) =>
        from member in members
        let before = member.Read(old)
        let after = member.Read(@new)
        where before != after
        select (member.Field, before, after, member.Effect);

    /// <summary>How many zones a pool lies in follows from its number of nodes, so another number may take it out of one.</summary>
    private static bool LosesZone(GkeClusterSpec old, GkeNodePool known, GkeClusterSpec @new, GkeNodePool pool) =>
        Set(known.Zones) == Set(pool.Zones) && Set(old.NodeZones) == Set(@new.NodeZones) && ZonesOf(old, known).Except(ZonesOf(@new, pool)).Any();

    private static IReadOnlyList<string> ZonesOf(GkeClusterSpec spec, GkeNodePool pool)
    {
        var zones = pool.Zones.Count > 0 ? pool.Zones : spec.NodeZones;
        return zones.Count == 0 ? zones : pool.Autoscaled ? pool.Begin(zones).Zones : pool.Spread(zones).Zones;
    }

    private static string Size(GkeNodePool pool) => pool.Autoscaled
        ? string.Create(CultureInfo.InvariantCulture, $"{pool.MinCount ?? 0} to {pool.MaxCount ?? pool.Nodes.Count}")
        : pool.Nodes.Count.ToString(CultureInfo.InvariantCulture);

    private static string Words(bool value) => value ? "yes" : "no";

    private static string Set(IEnumerable<string> values) => List(values.Distinct().Order(StringComparer.Ordinal));

    private static string List(IEnumerable<string> values) => string.Join(", ", values);

    private static string Map(IReadOnlyDictionary<string, string> map) => List(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
}
