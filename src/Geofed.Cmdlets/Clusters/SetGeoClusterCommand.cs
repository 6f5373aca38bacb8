using System.Collections;
using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Completion;
using Geofed.Model;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Changes real clusters: numbers of nodes, node pools, labels, the release channel, protection.</summary>
/// <remarks>
/// What would replace or delete a pool, or the cluster, is refused without -Force: before Pulumi is asked, where GKE's rules tell, and after its preview in any case.
/// -WhatIf writes what Pulumi would do.
/// </remarks>
/// <example>
/// <code>Set-GeoCluster europe-west4 -Pool gpu-pool -MaxNodeCount 16 -WhatIf</code>
/// <para>Shows what raising the limit of a pool would do.</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster -Source Pulumi | Set-GeoCluster -ReleaseChannel Stable -Label @{ team = 'ml' }</code>
/// <para>Changes the channel and the cost labels of all real clusters.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "GeoCluster", SupportsShouldProcess = true)]
[OutputType(typeof(GeoCluster), typeof(GeoClusterChange))]
public sealed class SetGeoClusterCommand : ClusterCmdlet
{
    private readonly List<GkeClusterSpec> _changed = [];

    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The node pool that the numbers are about; the first when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pool { get; set; }

    /// <summary>Nodes of the pool; with autoscaling what a new pool begins with.</summary>
    [Parameter]
    [ValidateRange(0, 5000)]
    public int? NodeCount { get; set; }

    /// <summary>Fewest nodes of the pool.</summary>
    [Parameter]
    [ValidateRange(0, 5000)]
    public int? MinNodeCount { get; set; }

    /// <summary>Most nodes of the pool.</summary>
    [Parameter]
    [ValidateRange(1, 5000)]
    public int? MaxNodeCount { get; set; }

    /// <summary>Adds node pools, or puts them in the place of those of the same name; hashtables as New-GeoCluster takes them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable[] NodePool { get; set; } = [];

    /// <summary>Names of node pools to delete. Needs -Force.</summary>
    [Parameter]
    public string[] RemoveNodePool { get; set; } = [];

    /// <summary>Labels for costs, added to those that are there; $null takes one away.</summary>
    [Parameter]
    public Hashtable? Label { get; set; }

    /// <summary>How early GKE upgrades.</summary>
    [Parameter]
    public GkeReleaseChannel? ReleaseChannel { get; set; }

    /// <summary>Whether the cluster is protected against deletion.</summary>
    [Parameter]
    public bool? DeletionProtection { get; set; }

    /// <summary>Does also what replaces or deletes a pool, or the cluster.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How many clusters are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Works in the background and writes a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Writes the clusters.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Changing the cluster";

    private protected override async Task ProcessAsync()
    {
        foreach (var cluster in await SelectAsync(Name))
            await ForEachAsync(cluster, () => AcceptAsync(cluster));
    }

    private async Task AcceptAsync(GeoCluster cluster)
    {
        if (cluster.Source != ClusterSource.Pulumi)
            throw GeofedErrors.ClusterNotPulumis(cluster.Name, "changed");
        var old = Gke.Spec(cluster.Name)!;
        var next = Change(old);
        next.Validate();
        var changes = SpecChange.Between(old, next);
        if (changes.Count == 0)
            throw GeofedErrors.NothingToChange(cluster.Name, "-NodeCount, -MinNodeCount, -MaxNodeCount, -NodePool, -RemoveNodePool, -Label, -ReleaseChannel or -DeletionProtection");
        var grave = changes.Where(c => c.Effect >= ChangeEffect.ReplacesPool).ToList();
        foreach (var change in grave)
            WriteWarning($"Cluster '{cluster.Name}', {change}");
        if (grave.Count > 0 && !Force && !MyInvocation.BoundParameters.ContainsKey("WhatIf"))
            throw GeofedErrors.ChangeReplaces(cluster.Name, string.Join("; ", grave));
        // Pulumi has the last word on what is replaced, so it is asked in any case.
        var plan = await new GkePreviews(Gke, Apis.Home, Time).UpAsync(next, Gke.Transform(cluster.Name), Stop);
        var lost = plan.Where(c => c.Replaces && c.Type.StartsWith("gcp:container/", StringComparison.Ordinal)).ToList();
        if (this.Agreed($"{cluster.Name}: {string.Join("; ", changes)}", "Change GKE cluster", this.AsksToConfirm() ? plan : null, out var whatIf))
        {
            if (lost.Count > 0 && !Force)
                throw GeofedErrors.ChangeReplaces(cluster.Name, string.Join("; ", lost));
            _changed.Add(next);
        }
        else if (whatIf)
        {
            WriteObject(plan, enumerateCollection: true);
        }
    }

    private protected override async Task EndAsync()
    {
        if (_changed.Count == 0)
            return;
        var gke = Gke;
        foreach (var spec in _changed)
            gke.Put(spec);
        var run = new GkeRun(gke, _changed, "changed", ThrottleLimit);
        if (AsJob)
        {
            var job = run.StartJob(MyInvocation.Line);
            JobRepository.Add(job);
            WriteObject(job);
            return;
        }
        PulumiWorks = true;
        using var progress = new StackProgressLines(this, Time);
        foreach (var (spec, work) in run.Start(progress, Stop))
        {
            await ForEachAsync(spec.Name, async () =>
            {
                var cluster = await work;
                if (PassThru)
                    WriteObject(cluster);
            });
        }
    }

    private GkeClusterSpec Change(GkeClusterSpec spec)
    {
        var pools = spec.NodePools.Where(p => !RemoveNodePool.Contains(p.Name)).ToList();
        if (RemoveNodePool.FirstOrDefault(name => spec.NodePools.All(p => p.Name != name)) is { } missing)
            throw GeofedErrors.NodePoolNotFound(spec.Name, missing, spec.NodePools.Select(p => p.Name));
        foreach (var pool in NodePool.Select(GkeNodePoolInput.Read))
        {
            var at = pools.FindIndex(p => p.Name == pool.Name);
            if (at < 0)
                pools.Add(pool);
            else
                pools[at] = pool;
        }
        if (NodeCount is not null || MinNodeCount is not null || MaxNodeCount is not null)
        {
            var at = Pool is null ? 0 : pools.FindIndex(p => p.Name == Pool);
            if (at < 0 || pools.Count == 0)
                throw GeofedErrors.NodePoolNotFound(spec.Name, Pool ?? "", spec.NodePools.Select(p => p.Name));
            pools[at] = pools[at] with { Nodes = pools[at].Nodes with { Count = NodeCount ?? pools[at].Nodes.Count }, MinCount = MinNodeCount ?? pools[at].MinCount, MaxCount = MaxNodeCount ?? pools[at].MaxCount };
        }
        var labels = spec.Labels.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
        foreach (var (key, value) in StringMaps.Nullable(Label))
        {
            if (value is null)
                labels.Remove(key);
            else
                labels[key] = value;
        }
        return spec with
        {
            NodePools = pools,
            Labels = labels,
            ReleaseChannel = ReleaseChannel ?? spec.ReleaseChannel,
            DeletionProtection = DeletionProtection ?? spec.DeletionProtection,
        };
    }
}
