using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Completion;
using Geofed.Model;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Mends real clusters whose last operation failed, was stopped, or was cut off: finds out what there is, and goes on.</summary>
/// <remarks>
/// A lock that was left behind by a process of this machine that is no more is taken off; one of others only with -Force, for they may be at work. The cloud is asked what became of what was
/// being created. Then the cluster is brought to what it shall be. A cluster that is well stays as it is.
/// With -Project the network that a project's clusters share is mended instead: it is brought to what they need, and deleted when there are none left.
/// </remarks>
/// <example>
/// <code>Repair-GeoCluster europe-west4</code>
/// <para>Goes on with a cluster whose creation was cut off.</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster -Source Pulumi | Where-Object Status -in Failed, Interrupted, Stopped, Drifted | Repair-GeoCluster -PassThru</code>
/// <para>Mends all real clusters that need it, and shows them.</para>
/// </example>
/// <example>
/// <code>Repair-GeoCluster -Project acme-ml</code>
/// <para>Deletes a project's network that outlived its last cluster because something failed; its NAT would go on costing money.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Repair, "GeoCluster", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(GeoCluster))]
public sealed class RepairGeoClusterCommand : ClusterCmdlet
{
    private readonly List<GeoCluster> _broken = [];

    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Projects of Google Cloud whose network is mended, instead of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Project")]
    [ArgumentCompleter(typeof(NetworkProjectCompleter))]
    [SupportsWildcards]
    public string[] Project { get; set; } = [];

    /// <summary>Takes off locks of others, too. Be sure that nobody is at work.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How many clusters are worked on at once.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Writes the clusters.</summary>
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Repairing the cluster";

    private protected override async Task ProcessAsync()
    {
        if (ParameterSetName == "Project")
        {
            await MendNetworksAsync();
            return;
        }
        foreach (var cluster in await SelectAsync(Name))
        {
            await ForEachAsync(cluster, () =>
            {
                if (cluster.Source != ClusterSource.Pulumi)
                    throw GeofedErrors.ClusterNotPulumis(cluster.Name, "repaired");
                if (ShouldProcess($"{cluster.Name} ({cluster.Status})", "Find out what there is, and go on"))
                    _broken.Add(cluster);
                return Task.CompletedTask;
            });
        }
    }

    private protected override async Task EndAsync()
    {
        if (_broken.Count == 0)
            return;
        PulumiWorks = true;
        using var progress = new StackProgressLines(this, Time);
        var (gke, places) = (Gke, new SemaphoreSlim(ThrottleLimit));
        var running = _broken.Select(cluster => (cluster, Told: new List<string>())).Select(b => (b.cluster, b.Told, Work: MendAsync(gke, places, b.cluster, b.Told, progress))).ToList();
        foreach (var (cluster, told, work) in running)
        {
            await ForEachAsync(cluster, async () =>
            {
                var mended = await work;
                if (PassThru)
                    WriteObject(mended);
            });
            foreach (var line in told)
                WriteVerbose(line);
        }
    }

    private async Task MendNetworksAsync()
    {
        var care = new GkeNetworkCare(Gke, Apis.Home, Time);
        var all = care.Projects();
        foreach (var project in NamePatterns.Select(all, p => p, Project, name => WriteError(GeofedErrors.NetworkNotFound(name, Suggestions.Nearest(name, all)).ToRecord(name))))
        {
            if (!ShouldProcess($"network of {project}", "Find out what there is, and bring it to what its clusters need; delete it when there are none"))
                continue;
            var told = new List<string>();
            await ForEachAsync(project, () => RunPulumiAsync(news => care.RepairAsync(project, Force, told.Add, news, Stop)));
            told.ForEach(WriteVerbose);
        }
    }

    private async Task<GeoCluster> MendAsync(GkeClusters gke, SemaphoreSlim places, GeoCluster cluster, List<string> told, IProgress<StackNews> news)
    {
        await places.WaitAsync(Stop).ConfigureAwait(false);
        try
        {
            var spec = gke.Spec(cluster.Name)!;
            await gke.EnsureNetworkAsync(spec.Project, [spec], news, Stop).ConfigureAwait(false);
            if (File.Exists(Path.Combine(Apis.Home.Folder, "pulumi", "geofed-member", cluster.Name, "Main.json")))
                await new GkeRepair(gke).MendAsync(cluster.Name, Force, told.Add, news, Stop).ConfigureAwait(false);
            return await gke.UpAsync(cluster.Name, "repaired", news, Stop).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }
}
