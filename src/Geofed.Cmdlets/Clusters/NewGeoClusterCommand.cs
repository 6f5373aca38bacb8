using System.Collections;
using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Simulated;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Geography;
using Geofed.Federation.Geography;
using Geofed.Model;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Creates Kubernetes clusters, one in each region given.</summary>
/// <remarks>
/// Without -Project the clusters are simulated: their API is real, and kubectl works against it, but nodes and pods are played and no container runs.
/// With -Project they are real clusters on Google Kubernetes Engine, made by the pulumi program: one stack for each, and one for the network that a project's clusters share.
/// -WhatIf then writes what Pulumi would do, and -Confirm shows it. What a run left half done is gone on with by the same command.
/// All clusters of one pipeline are created at the same time. Each is written when it runs.
/// </remarks>
/// <example>
/// <code>'us-west1', 'europe-west1', 'asia-east1' | New-GeoCluster -NodeCount 3</code>
/// <para>Creates three clusters, named after their regions, of three nodes each.</para>
/// </example>
/// <example>
/// <code>New-GeoCluster us-west1 -Name train -MachineType n2-standard-8 -Accelerator nvidia-l4 -GpuNodeCount 2</code>
/// <para>Creates a cluster with three ordinary nodes, and a second node pool of two nodes with one L4 GPU each.</para>
/// </example>
/// <example>
/// <code>'us-west1', 'asia-east1' | New-GeoCluster -LatencyFrom europe-west1</code>
/// <para>Creates two simulated clusters whose APIs answer as late as they would to a control plane in Europe.</para>
/// </example>
/// <example>
/// <code>Import-Csv clusters.csv | New-GeoCluster</code>
/// <para>Creates a cluster for each line of a file with the columns Name, Region and NodeCount.</para>
/// </example>
/// <example>
/// <code>New-GeoCluster europe-west4, us-west1 -Project acme-ml -Accelerator nvidia-l4 -Spot -MinNodeCount 0 -MaxNodeCount 8 -WhatIf</code>
/// <para>Shows what Pulumi would create for two real clusters with autoscaled pools, one of them of spot machines with L4 GPUs.</para>
/// </example>
/// <example>
/// <code>New-GeoCluster europe-west4 -Project acme-ml -ProgramTransform { param($p) $p.resources.cluster.properties.description = 'training'; $p }</code>
/// <para>Creates a real cluster with a property that no parameter has.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "GeoCluster", SupportsShouldProcess = true, DefaultParameterSetName = "Simple")]
[OutputType(typeof(GeoCluster), typeof(GeoClusterChange))]
public sealed partial class NewGeoClusterCommand : ClusterCmdlet
{
    private readonly List<ClusterRequest> _requests = [];

    /// <summary>The region, e.g. us-west1. Get-GeoRegion lists them; a simulated cluster may be in one that was added with Register-GeoRegion.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[] Region { get; set; } = [];

    /// <summary>The cluster's name; the region's when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Nodes of the ordinary node pool.</summary>
    [Parameter(ParameterSetName = "Simple", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 5000)]
    public int NodeCount { get; set; } = 3;

    /// <summary>Machine type of the ordinary nodes, e.g. n2-standard-8.</summary>
    [Parameter(ParameterSetName = "Simple", ValueFromPipelineByPropertyName = true)]
    public string MachineType { get; set; } = NodePoolDefaults.OrdinaryMachineType;

    /// <summary>Adds a node pool with this GPU, e.g. nvidia-l4.</summary>
    [Parameter(ParameterSetName = "Simple", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AcceleratorCompleter))]
    public string? Accelerator { get; set; }

    /// <summary>GPUs of each node of the GPU pool.</summary>
    [Parameter(ParameterSetName = "Simple", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 16)]
    public int AcceleratorCount { get; set; } = 1;

    /// <summary>Nodes of the GPU pool; as many as ordinary ones when left out.</summary>
    [Parameter(ParameterSetName = "Simple", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 5000)]
    public int? GpuNodeCount { get; set; }

    /// <summary>Node pools in full, instead of the parameters above: hashtables with the keys Name, MachineType, Count, Accelerator, AcceleratorCount, Spot, Labels and Taints.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Pools", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public Hashtable[] NodePool { get; set; } = [];

    /// <summary>Zones that the nodes are spread over; all of the region when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Zone { get; set; } = [];

    /// <summary>Kubernetes version that the cluster says it has, e.g. v1.36.2.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? KubernetesVersion { get; set; }

    /// <summary>Creates simulated clusters. This is the default, and stands in scripts to say so.</summary>
    [Parameter]
    public SwitchParameter Simulated { get; set; }

    /// <summary>Seconds from a pod's binding to a node until it is ready; 1 when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, 86400.0)]
    public double? PodStartSec { get; set; }

    /// <summary>Seconds that the pods of a Job run; 5 when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, 86400.0)]
    public double? JobDurationSec { get; set; }

    /// <summary>The region that the simulated cluster is seen from, e.g. that of the control plane: its API answers as late as over the round trip from there, which is measured, given or estimated (Measure-GeoLatency).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? LatencyFrom { get; set; }

    /// <summary>Writes each cluster as soon as it is accepted, without waiting until it runs.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>How long to wait for a cluster, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 120;

    private protected override string Doing => "Creating the cluster";

    private protected override async Task ProcessAsync()
    {
        CheckParameters();
        foreach (var region in Region)
            await ForEachAsync(region, () => Project is null ? RequestAsync(region) : RequestRealAsync(region));
    }

    private protected override async Task EndAsync()
    {
        if (_real.Count > 0)
            await CreateRealAsync();
        if (_requests.Count == 0)
            return;
        var inventory = await SimulatedAsync();
        using var progress = new ProgressLine(this, "Creating clusters");
        var written = 0;
        progress.Show(string.Join(", ", _requests.Select(r => r.Name)), 0, _requests.Count);
        await ForAllAsync(_requests, request => WaitAsync(inventory, request.Name, Stop), (request, cluster) =>
        {
            progress.Show($"{request.Name} runs", ++written, _requests.Count);
            WriteObject(cluster);
        });
    }

    private async Task<GeoCluster> WaitAsync(SimulatedClusters inventory, string name, CancellationToken ct)
    {
        try
        {
            return await inventory.WaitUntilRunningAsync(name, TimeSpan.FromSeconds(TimeoutSec), ct).ConfigureAwait(false);
        }
        catch (ClusterFailedException)
        {
            // What never ran holds nothing, and would stand in the way of the next attempt.
            await inventory.DeleteAsync(name, TimeSpan.FromSeconds(TimeoutSec), ct).ConfigureAwait(false);
            throw;
        }
    }

    private async Task RequestAsync(string regionName)
    {
        var request = Build(regionName);
        if (!ShouldProcess($"{request.Name} ({request.Region}: {string.Join(", ", request.NodePools)})", "Create simulated cluster"))
            return;
        if (Apis.Imported.Find(request.Name) is not null || Gke.Find(request.Name) is not null)
            throw GeofedErrors.ClusterExists(request.Name);
        try
        {
            var cluster = await (await SimulatedAsync()).CreateAsync(request, Stop);
            if (NoWait)
                WriteObject(cluster);
            else
                _requests.Add(request);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            throw GeofedErrors.ClusterExists(request.Name);
        }
    }

    private TimeSpan RoundTripTo(string region) =>
        TimeSpan.FromMilliseconds(Math.Round(HomeAtlas.Of(Apis.Home).Between(KnownRegions.Get(Apis.Home, LatencyFrom!).Name, region)!.Value.Milliseconds));

    private ClusterRequest Build(string regionName)
    {
        var region = KnownRegions.Get(Apis.Home, regionName);
        // Of a region of one's own nobody knows the zones, so that any are right.
        if (region.Zones.Count > 0 && Zone.FirstOrDefault(zone => !region.Zones.Contains(zone)) is { } wrong)
            throw GeofedErrors.UnknownZone(wrong, region.Name, region.Zones);
        IReadOnlyList<GeoNodePool> pools = ParameterSetName == "Pools" ? [.. NodePool.Select(NodePoolInput.Read)] : NodePoolInput.Simple(MachineType, NodeCount, Accelerator, AcceleratorCount, GpuNodeCount);
        return new(Name ?? region.Name, region.Name)
        {
            Provider = region.Provider,
            Zones = Zone.Length > 0 ? Zone : region.Zones,
            KubernetesVersion = KubernetesVersion,
            NodePools = pools,
            PodStart = PodStartSec is { } start ? TimeSpan.FromSeconds(start) : null,
            RoundTrip = LatencyFrom is null ? null : RoundTripTo(region.Name),
            JobDuration = JobDurationSec is { } duration ? TimeSpan.FromSeconds(duration) : null,
        };
    }
}
