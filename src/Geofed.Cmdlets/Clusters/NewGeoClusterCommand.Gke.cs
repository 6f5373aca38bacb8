using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Clusters;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Geography;

namespace Geofed.Cmdlets.Clusters;

/// <content>Real clusters, on Google Kubernetes Engine.</content>
public sealed partial class NewGeoClusterCommand
{
    private static readonly string[] OnlySimulated = [nameof(Simulated), nameof(PodStartSec), nameof(JobDurationSec), nameof(LatencyFrom), nameof(NoWait)];
    private static readonly string[] OnlyReal =
    [
        nameof(Autopilot), nameof(Zonal), nameof(MinNodeCount), nameof(MaxNodeCount), nameof(Spot), nameof(ReleaseChannel), nameof(Label), nameof(NodeLabel), nameof(OAuthScope), nameof(NoFleet),
        nameof(MultiClusterServices), nameof(NoDeletionProtection), nameof(MaintenanceStart), nameof(MaintenanceHours), nameof(MaintenanceDay), nameof(PublicNodes), nameof(AuthorizedNetwork),
        nameof(NoDnsEndpoint), nameof(DiskSizeGB), nameof(ProgramTransform), nameof(Backend), nameof(SecretsProvider), nameof(ThrottleLimit), nameof(AsJob),
    ];

    private readonly List<(GkeClusterSpec Spec, JsonObject? Transform)> _real = [];

    /// <summary>Creates real clusters on Google Kubernetes Engine, through Pulumi, in this project of Google Cloud. They cost money.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Project { get; set; }

    /// <summary>Creates Autopilot clusters: Google makes nodes as pods need them, and bills pods. With -Project.</summary>
    [Parameter]
    public SwitchParameter Autopilot { get; set; }

    /// <summary>Creates zonal clusters, whose control plane has one replica, in the first zone of -Zone or of the region; regional ones when left out. With -Project.</summary>
    [Parameter]
    public SwitchParameter Zonal { get; set; }

    /// <summary>Fewest nodes of each pool that is described by numbers; autoscaling is on when this or -MaxNodeCount is given. With -Project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 5000)]
    public int? MinNodeCount { get; set; }

    /// <summary>Most nodes of each pool that is described by numbers. With -Project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 5000)]
    public int? MaxNodeCount { get; set; }

    /// <summary>The nodes of the GPU pool, or of the ordinary one when there is none, are spot VMs, which Google may take back at any time. With -Project.</summary>
    [Parameter]
    public SwitchParameter Spot { get; set; }

    /// <summary>How early GKE upgrades; Regular when left out. With -Project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public GkeReleaseChannel ReleaseChannel { get; set; } = GkeReleaseChannel.Regular;

    /// <summary>Labels by which Google Cloud tells costs apart, e.g. @{ team = 'ml' }. With -Project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Hashtable? Label { get; set; }

    /// <summary>Kubernetes labels of all nodes, e.g. the data that lies near them. With -Project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Hashtable? NodeLabel { get; set; }

    /// <summary>Makes a simple cluster, whose nodes run as the project's default account with these scopes, e.g. cloud-platform. When left out, nodes have an account of their own with no more rights than nodes need, and pods have workload identity. With -Project.</summary>
    [Parameter]
    public string[] OAuthScope { get; set; } = [];

    /// <summary>Does not register the cluster in the project's fleet. With -Project.</summary>
    [Parameter]
    public SwitchParameter NoFleet { get; set; }

    /// <summary>Lets services of the fleet's clusters reach each other. With -Project.</summary>
    [Parameter]
    public SwitchParameter MultiClusterServices { get; set; }

    /// <summary>Lets the cluster be deleted without -Force. With -Project.</summary>
    [Parameter]
    public SwitchParameter NoDeletionProtection { get; set; }

    /// <summary>When GKE may begin to upgrade, UTC, e.g. 02:00; at any time when left out. With -Project.</summary>
    [Parameter]
    [ValidatePattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    public string? MaintenanceStart { get; set; }

    /// <summary>How long the window for upgrades is, in hours. With -Project.</summary>
    [Parameter]
    [ValidateRange(4.0, 24.0)]
    public double MaintenanceHours { get; set; } = 6;

    /// <summary>Days with a window for upgrades; all when left out. With -Project.</summary>
    [Parameter]
    public DayOfWeek[] MaintenanceDay { get; set; } = [];

    /// <summary>Gives nodes public addresses; they have none when left out, and reach the world through NAT. With -Project.</summary>
    [Parameter]
    public SwitchParameter PublicNodes { get; set; }

    /// <summary>Ranges from which the control plane's address may be called, e.g. 203.0.113.0/24; all when left out. With -Project.</summary>
    [Parameter]
    public string[] AuthorizedNetwork { get; set; } = [];

    /// <summary>Reaches the control plane by its address, not by a DNS name that Google guards. With -Project.</summary>
    [Parameter]
    public SwitchParameter NoDnsEndpoint { get; set; }

    /// <summary>Boot disk of each node, in GB. With -Project.</summary>
    [Parameter]
    [ValidateRange(10, 65536)]
    public int DiskSizeGB { get; set; } = 100;

    /// <summary>
    /// Changes the Pulumi program before it is run: a file with a JSON merge patch (RFC 7386) of it, a hashtable of the same form, or a script block that gets the program as an ordered hashtable and returns it
    /// changed. With -Project.
    /// </summary>
    [Parameter]
    public object? ProgramTransform { get; set; }

    /// <summary>Where Pulumi keeps the states, e.g. gs://bucket/path; $env:PULUMI_BACKEND_URL or a folder of Geofed's home when left out. With -Project.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Backend { get; set; }

    /// <summary>What locks secrets in the states, e.g. gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k; a passphrase when left out. With -Project.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretsProvider { get; set; }

    /// <summary>How many clusters are worked on at once. With -Project.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Works in the background and writes a job. With -Project.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    private GkeClusters NewGke => new(Apis.Home, Time, Backend, SecretsProvider);

    private void CheckParameters()
    {
        var wrong = Project is null ? OnlyReal : OnlySimulated;
        if (MyInvocation.BoundParameters.Keys.FirstOrDefault(wrong.Contains) is { } parameter)
            throw GeofedErrors.ParameterOfOtherClusters(parameter, real: Project is null);
    }

    private async Task RequestRealAsync(string regionName)
    {
        var spec = NewGke.WithSlots([.. _real.Select(r => r.Spec), BuildReal(regionName)])[^1];
        if (_real.Exists(r => r.Spec.Name == spec.Name) || await (await InventoryAsync()).FindAsync(spec.Name, Stop) is { } there && !CanGoOn(there))
            throw GeofedErrors.ClusterExists(spec.Name);
        var transform = ProgramChange.Read(this, ProgramTransform, spec, NewGke);
        var target = $"{spec.Name} ({spec.Location}: {(spec.Mode == GkeMode.Autopilot ? "Autopilot" : string.Join(", ", spec.NodePools))})";
        var plan = this.AsksToConfirm() ? await new GkePreviews(NewGke, Apis.Home, Time).UpAsync(spec, transform, Stop) : null;
        if (this.Agreed(target, $"Create GKE cluster in project {spec.Project}", plan, out var whatIf))
            _real.Add((spec, transform));
        else if (whatIf)
            WriteObject(plan ?? await new GkePreviews(NewGke, Apis.Home, Time).UpAsync(spec, transform, Stop), enumerateCollection: true);
    }

    /// <summary>What an earlier run left half done is gone on with.</summary>
    private static bool CanGoOn(GeoCluster there) =>
        there.Source == ClusterSource.Pulumi && there.CreatedAt is null && there.Status is nameof(StackPhase.Failed) or nameof(StackPhase.Stopped) or "Interrupted";

    private async Task CreateRealAsync()
    {
        var gke = NewGke;
        var accepted = await gke.AcceptAsync([.. _real.Select(r => r.Spec)], _real.Where(r => r.Transform is not null).ToDictionary(r => r.Spec.Name, r => r.Transform!), Stop);
        var run = new GkeRun(gke, accepted, "created", ThrottleLimit);
        if (AsJob)
        {
            var job = run.StartJob(MyInvocation.Line);
            JobRepository.Add(job);
            WriteObject(job);
            return;
        }
        PulumiWorks = true;
        using var progress = new StackProgressLines(this, Time);
        foreach (var (cluster, work) in run.Start(progress, Stop))
            await ForEachAsync(cluster.Name, async () => WriteObject(await work));
    }

    private GkeClusterSpec BuildReal(string regionName)
    {
        var region = GeoRegions.Find(regionName) ?? throw (KnownRegions.Find(Apis.Home, regionName) is { } own ? GeofedErrors.RegionNotOfGcp(own.Name) : KnownRegions.Unknown(Apis.Home, regionName));
        if (Zone.FirstOrDefault(zone => !region.Zones.Contains(zone)) is { } wrong)
            throw GeofedErrors.UnknownZone(wrong, region.Name, region.Zones);
        return new(Name ?? region.Name, Project!, region.Name)
        {
            Zone = Zonal ? Zone.FirstOrDefault() ?? region.Zones[0] : null,
            Zones = Zonal ? [] : Zone,
            Mode = Autopilot ? GkeMode.Autopilot : GkeMode.Standard,
            NodePools = Autopilot ? AutopilotPools() : ParameterSetName == "Pools" ? [.. NodePool.Select(GkeNodePoolInput.Read)] : SimplePools(),
            ReleaseChannel = ReleaseChannel,
            KubernetesVersion = KubernetesVersion?.TrimStart('v'),
            Labels = StringMaps.Texts(Label),
            NodeLabels = StringMaps.Texts(NodeLabel),
            OAuthScopes = OAuthScope,
            FleetProject = NoFleet ? null : Project,
            MultiClusterServices = MultiClusterServices,
            DeletionProtection = !NoDeletionProtection,
            MaintenanceWindow = MaintenanceStart is null ? null
                : new(TimeOnly.ParseExact(MaintenanceStart, "HH:mm", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(MaintenanceHours)) { Days = MaintenanceDay },
            PrivateNodes = !PublicNodes,
            AuthorizedNetworks = [.. AuthorizedNetwork.Select(range => new AuthorizedNetwork(range))],
            DnsEndpoint = !NoDnsEndpoint,
        };
    }

    private IReadOnlyList<GkeNodePool> SimplePools()
    {
        var pools = NodePoolInput.Simple(MachineType, NodeCount, Accelerator, AcceleratorCount, GpuNodeCount);
        return [.. pools.Select((pool, i) => new GkeNodePool(pool with { Spot = Spot && i == pools.Count - 1 }) { MinCount = MinNodeCount, MaxCount = MaxNodeCount, DiskGigabytes = DiskSizeGB })];
    }

    /// <summary>Pools that were asked for are refused by the rules of Autopilot, with a reason.</summary>
    private IReadOnlyList<GkeNodePool> AutopilotPools() => ParameterSetName == "Pools" ? [.. NodePool.Select(GkeNodePoolInput.Read)]
        : Accelerator is not null || MyInvocation.BoundParameters.ContainsKey(nameof(NodeCount)) || MyInvocation.BoundParameters.ContainsKey(nameof(MachineType)) ? SimplePools() : [];
}
