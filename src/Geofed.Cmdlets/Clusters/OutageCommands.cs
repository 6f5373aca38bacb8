using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Clusters;

/// <summary>The base of the two cmdlets that begin and end an outage.</summary>
public abstract class OutageCmdlet : ClusterCmdlet
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Writes the clusters.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected async Task SetOutageAsync(OutageMode? mode, string action)
    {
        foreach (var cluster in await SelectAsync(Name))
        {
            await ForEachAsync(cluster, async () =>
            {
                if (!cluster.Simulated)
                    throw GeofedErrors.ClusterNotSimulated(cluster.Name);
                if (!ShouldProcess(cluster.Name, action))
                    return;
                var changed = await (await SimulatedAsync()).SetOutageAsync(cluster.Name, mode, Patience, Stop);
                if (PassThru)
                    WriteObject(changed);
            });
        }
    }
}

/// <summary>Makes simulated clusters unreachable, to rehearse an outage.</summary>
/// <remarks>What runs in the cluster goes on running; only its API cannot be reached. Resume-GeoCluster ends the outage. It outlasts the server.</remarks>
/// <example>
/// <code>Suspend-GeoCluster europe-west1</code>
/// <para>Connections to the cluster in europe-west1 are refused from now on.</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster asia-* | Suspend-GeoCluster -Mode Hang -PassThru</code>
/// <para>The clusters in Asia take connections but never answer, as behind a broken network.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "GeoCluster", SupportsShouldProcess = true)]
[OutputType(typeof(GeoCluster))]
public sealed class SuspendGeoClusterCommand : OutageCmdlet
{
    /// <summary>How the outage looks from outside: connections are refused at once, or are taken and never answered.</summary>
    [Parameter]
    public OutageMode Mode { get; set; } = OutageMode.Refuse;

    private protected override string Doing => "Suspending the cluster";

    private protected override Task ProcessAsync() => SetOutageAsync(Mode, $"Make unreachable ({Mode})");
}

/// <summary>Makes simulated clusters reachable again after Suspend-GeoCluster.</summary>
/// <example>
/// <code>Resume-GeoCluster europe-west1</code>
/// <para>Ends the outage of one cluster.</para>
/// </example>
/// <example>
/// <code>Resume-GeoCluster * -PassThru</code>
/// <para>Ends all outages and shows the clusters.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "GeoCluster", SupportsShouldProcess = true)]
[OutputType(typeof(GeoCluster))]
public sealed class ResumeGeoClusterCommand : OutageCmdlet
{
    private protected override string Doing => "Resuming the cluster";

    private protected override Task ProcessAsync() => SetOutageAsync(null, "Make reachable");
}
