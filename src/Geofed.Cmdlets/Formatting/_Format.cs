using System.ComponentModel;
using System.Globalization;
using Geofed.Clusters;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Formatting;

/// <summary>What the table views of Geofed.Format.ps1xml show where a property alone will not do. For that file only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class _Format
{
    /// <summary>"5s", "3m12s", "4h", "12d": as kubectl writes ages (apimachinery pkg/util/duration HumanDuration).</summary>
    public static string Age(DateTimeOffset? since)
    {
        if (since is not { } start)
            return "";
        var age = TimeProvider.System.GetUtcNow() - start;
        return age.TotalSeconds switch
        {
            < 0 => "0s",
            < 120 => $"{(int)age.TotalSeconds}s",
            < 600 => With((int)age.TotalMinutes, "m", age.Seconds, "s"),
            < 10800 => $"{(int)age.TotalMinutes}m",
            < 28800 => With((int)age.TotalHours, "h", age.Minutes, "m"),
            < 172800 => $"{(int)age.TotalHours}h",
            < 691200 => With((int)age.TotalDays, "d", age.Hours, "h"),
            _ => $"{(int)age.TotalDays}d",
        };
    }

    public static string Ready(int ready, int all) => $"{ready}/{all}";

    /// <summary>"2 x nvidia-l4", or nothing.</summary>
    public static string Gpus(GeoCluster cluster) => string.Join(", ", cluster.NodePools
        .Where(pool => pool.Gpus > 0)
        .GroupBy(pool => pool.Accelerator)
        .Select(group => $"{group.Sum(pool => pool.Gpus)} x {group.Key}"));

    public static string Status(GeoCluster cluster) => cluster.Source == ClusterSource.Pulumi ? cluster.Status : $"{cluster.Status} ({cluster.Source})";

    public static string Status(FederationMember member) => member.Suspended ? $"{member.Status}, suspended" : member.Status;

    /// <summary>"us-west1 4/4, europe-west1 3/4".</summary>
    public static string Clusters(FederatedDeployment deployment) => string.Join(", ", deployment.Clusters);

    /// <summary>"3/4": the endpoints that any cluster knows, those that are ready first.</summary>
    public static string Endpoints(FederatedService service)
    {
        var all = service.Clusters.SelectMany(c => c.Endpoints).GroupBy(e => (e.Cluster, e.Address)).ToList();
        return Ready(all.Count(e => e.All(known => known.Ready)), all.Count);
    }

    /// <summary>"us-west1 2/2, europe-west1 1/2": by the cluster that the pods are in.</summary>
    public static string Endpoints(FederatedServiceCluster cluster) => string.Join(", ", cluster.Endpoints
        .GroupBy(e => e.Cluster).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {Ready(g.Count(e => e.Ready), g.Count())}"));

    public static string Status(FederationInfo federation) => federation.HostCluster is { } host ? $"{federation.Status} (on {host})" : federation.Attached ? $"{federation.Status} (attached)" : federation.Status;

    public static string Members(FederationInfo federation) => federation.Members is { } members ? Ready(federation.ReadyMembers, members.Count) : "?";

    /// <summary>"used/all", the amounts shortened to units that people read; nothing when there is none of it.</summary>
    public static string Capacity(MemberCapacity capacity) =>
        capacity.Allocatable.IsZero ? "" : $"{Short(capacity.Allocated)}/{Short(capacity.Allocatable)}";

    /// <summary>A whole number with groups of thousands: "7,122"; nothing when it is not known.</summary>
    public static string Rounded(double? number) => number?.ToString("#,0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>With one digit after the point below ten: "0.4", "87".</summary>
    public static string Milliseconds(double? number) => number?.ToString(number < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Two digits after the point: "1,234.50"; nothing when it is not known.</summary>
    public static string Money(double? amount) => amount?.ToString("#,0.00", CultureInfo.InvariantCulture) ?? "";

    /// <summary>"45s", "2m", "3h20m": nothing when it is not known.</summary>
    public static string Duration(TimeSpan? time) => time switch
    {
        null => "",
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{time.Value.TotalSeconds:0}s"),
        { TotalHours: < 3 } => $"{(int)time.Value.TotalMinutes}m",
        _ => With((int)time.Value.TotalHours, "h", time.Value.Minutes, "m"),
    };

    private static string Short(Quantity quantity)
    {
        if (quantity.Format != QuantityFormat.BinarySI)
            return (quantity.Milli / 1000.0).ToString("0.#", CultureInfo.InvariantCulture);
        var gibibytes = quantity.Units / (double)(1L << 30);
        return gibibytes >= 1 || quantity.IsZero
            ? gibibytes.ToString("0.#", CultureInfo.InvariantCulture) + "Gi"
            : Math.Ceiling(quantity.Units / (double)(1L << 20)).ToString(CultureInfo.InvariantCulture) + "Mi";
    }

    private static string With(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
