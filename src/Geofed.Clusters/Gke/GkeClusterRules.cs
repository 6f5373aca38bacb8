using System.Text.RegularExpressions;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Clusters.Gke;

/// <summary>What a cluster must be for Google Cloud to take it. That a zone has a machine type, or a project the quota, only Google Cloud can tell.</summary>
internal sealed class GkeClusterRules(GkeClusterSpec spec)
{
    private const int MostAuthorizedNetworks = 100;

    private readonly string _subject = $"Cluster '{spec.Name}'";

    public static void Check(GkeClusterSpec spec)
    {
        var rules = new GkeClusterRules(spec);
        rules.CheckPlace();
        rules.CheckLabels();
        rules.CheckAccess();
        rules.CheckNodes();
    }

    private void CheckPlace()
    {
        Match(GkeNames.Cluster, spec.Name, nameof(spec.Name), "Take 1 to 40 lower-case letters, digits and hyphens, a letter first and no hyphen last.");
        Match(GkeNames.Project, spec.Project, nameof(spec.Project), "A project's id has 6 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last.");
        if (spec.FleetProject is { } fleet)
            Match(GkeNames.Project, fleet, nameof(spec.FleetProject), "A project's id has 6 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last.");
        // Names go into the program as they are written, so another case is another name.
        var region = GcpRegion.Find(spec.Region) is { } known && known.Name == spec.Region ? known
            : throw Wrong(nameof(spec.Region), $"'{spec.Region}' is not a region of Google Cloud.{Near(spec.Region, GcpRegion.All.Select(r => r.Name))} Get-GeoRegion lists them.");
        if (spec.Zone is { } zone)
            CheckZones(region, [zone], nameof(spec.Zone));
        CheckZones(region, spec.Zones, nameof(spec.Zones));
        if (spec.KubernetesVersion is { } version)
            Match(GkeNames.Version, version, nameof(spec.KubernetesVersion), "Write e.g. 1.33 or 1.33.5-gke.1080000.");
        if (spec.AddressSlot < 0)
            throw Wrong(nameof(spec.AddressSlot), "Slots are counted from 0.");
    }

    private void CheckZones(GcpRegion region, IReadOnlyList<string> zones, string field)
    {
        if (zones.FirstOrDefault(zone => !region.Zones.Contains(zone)) is { } wrong)
            throw Wrong(field, $"'{wrong}' is not a zone of {region}; there are {string.Join(", ", region.Zones)}.");
        if (zones.Distinct().Count() < zones.Count)
            throw Wrong(field, "A zone is named twice.");
    }

    private void CheckLabels()
    {
        // Those that Geofed adds count as well.
        if (spec.Labels.Count > 60)
            throw Wrong(nameof(spec.Labels), "Google Cloud takes 64 labels, of which 4 are Geofed's.");
        foreach (var (key, value) in spec.Labels)
        {
            Match(GkeNames.CostLabelKey, key, nameof(spec.Labels), "A label's key has 1 to 63 lower-case letters, digits, hyphens and underscores, a letter first.");
            Match(GkeNames.CostLabelValue, value, nameof(spec.Labels), $"The value of {key} has at most 63 lower-case letters, digits, hyphens and underscores.");
        }
        CheckNodeLabels(spec.NodeLabels, nameof(spec.NodeLabels));
    }

    private void CheckNodeLabels(IReadOnlyDictionary<string, string> labels, string field)
    {
        foreach (var (key, value) in labels)
        {
            Match(GkeNames.NodeLabelKey, key, field, "A node label's key is a name of at most 63 letters, digits, '-', '_' and '.', with a domain and '/' before it if you like.");
            Match(GkeNames.NodeLabelValue, value, field, $"The value of {key} has at most 63 letters, digits, '-', '_' and '.', and begins and ends with a letter or digit.");
            if (key.Split('/') is [var domain, _] && (domain.Split('.') is [.., "kubernetes" or "k8s", "io"]))
                throw Wrong(field, $"'{key}' is in a domain that is kept for Kubernetes. Take one of your own, e.g. {GkeLabels.DataPrefix}imagenet.");
        }
    }

    private void CheckAccess()
    {
        if (spec.MultiClusterServices && spec.FleetProject is null)
            throw Wrong(nameof(spec.MultiClusterServices), $"Clusters reach each other's services within a fleet. Set {nameof(spec.FleetProject)} too.");
        foreach (var scope in spec.OAuthScopes)
            Match(GkeNames.Scope, scope, nameof(spec.OAuthScopes), "Write a URL like https://www.googleapis.com/auth/devstorage.read_only, or only what comes after auth/.");
        if (spec.AuthorizedNetworks.Count > MostAuthorizedNetworks)
            throw Wrong(nameof(spec.AuthorizedNetworks), $"GKE takes {MostAuthorizedNetworks} at most.");
        if (spec.AuthorizedNetworks.FirstOrDefault(n => AddressRange.TryParse(n.Range) is null) is { } network)
            throw Wrong(nameof(spec.AuthorizedNetworks), $"'{network.Range}' is not a range of IPv4 addresses. Write its first address and its prefix, e.g. 203.0.113.0/24.");
        if (spec.MaintenanceWindow?.Problems().FirstOrDefault() is { } problem)
            throw Wrong(nameof(spec.MaintenanceWindow), problem);
    }

    private void CheckNodes()
    {
        if (spec.Mode == GkeMode.Autopilot)
        {
            if (spec.NodePools.Count > 0)
                throw Wrong(nameof(spec.NodePools), "An Autopilot cluster makes its own nodes: leave pools, machine types and accelerators out, and let pods ask for GPUs. Or take a Standard cluster.");
            if (spec.NodeLabels.Count > 0)
                throw Wrong(nameof(spec.NodeLabels), "The nodes of an Autopilot cluster are Google's to label. Label the member of the federation instead, or take a Standard cluster.");
            if (spec.Zone is not null || spec.Zones.Count > 0)
                throw Wrong(spec.Zone is null ? nameof(spec.Zones) : nameof(spec.Zone), "An Autopilot cluster is in all zones of its region. Leave zones out, or take a Standard cluster.");
            return;
        }
        if (spec.NodePools.Count == 0)
            throw Wrong(nameof(spec.NodePools), "A Standard cluster needs a node pool.");
        if (spec.NodePools.GroupBy(pool => pool.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Wrong(nameof(spec.NodePools), $"There are {twice.Count()} pools named '{twice.Key}'.");
        foreach (var pool in spec.NodePools)
            CheckPool(pool);
    }

    private void CheckPool(GkeNodePool pool)
    {
        var field = $"{nameof(spec.NodePools)} '{pool.Name}'";
        Match(GkeNames.Cluster, pool.Name, field, "A pool's name has 1 to 40 lower-case letters, digits and hyphens, a letter first and no hyphen last.");
        Match(GkeNames.Cluster, pool.Nodes.MachineType, field, "That is not a machine type.");
        if (pool.Nodes.Count < 0 || pool.MinCount < 0)
            throw Wrong(field, "A pool cannot have less than 0 nodes.");
        if (pool.MinCount > (pool.MaxCount ?? pool.Nodes.Count) || pool.MaxCount == 0 || pool is { MaxCount: null, MinCount: not null, Nodes.Count: 0 })
            throw Wrong(field, $"{pool.MinCount ?? 0} to {pool.MaxCount ?? pool.Nodes.Count} nodes is no range. Name fewest and most nodes, at least one at most.");
        if (pool.Autoscaled && pool.Nodes.Count > (pool.MaxCount ?? pool.Nodes.Count))
            throw Wrong(field, $"The pool cannot begin with {pool.Nodes.Count} nodes and have {pool.MaxCount} at most.");
        if (pool.DiskGigabytes is < 10 or > 65536)
            throw Wrong(field, $"{pool.DiskGigabytes} GB is no boot disk: 10 to 65536.");
        CheckZones(GcpRegion.Find(spec.Region)!, pool.Zones, field);
        CheckNodeLabels(pool.Nodes.Labels, field);
        try
        {
            _ = pool.Gpus;
            foreach (var taint in pool.Nodes.Taints)
                TaintText.Parse(taint);
        }
        catch (FormatException e)
        {
            throw new InvalidClusterSpecException(_subject, field, e.Message, e);
        }
        if (pool.Nodes.Accelerator is not null && pool.Nodes.AcceleratorCount < 1)
            throw Wrong(field, $"Say how many {pool.Nodes.Accelerator} each node has: {string.Join(", ", NodePoolDefaults.Counts(pool.Nodes.Accelerator))}.");
    }

    private void Match(Regex rule, string text, string field, string words)
    {
        if (!rule.IsMatch(text))
            throw Wrong(field, $"'{text}' cannot be. {words}");
    }

    private InvalidClusterSpecException Wrong(string field, string rule) => new(_subject, field, rule);

    private static string Near(string wrong, IEnumerable<string> known) => Suggestions.Nearest(wrong, known) is { } near ? $" Did you mean '{near}'?" : "";
}
