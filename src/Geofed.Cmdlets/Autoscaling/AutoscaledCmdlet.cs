using System.Management.Automation;
using Geofed.Cmdlets.Placements;

namespace Geofed.Cmdlets.Autoscaling;

/// <summary>The base of cmdlets that also say how the number of replicas follows the load.</summary>
public abstract class AutoscaledCmdlet : ServingCmdlet
{
    /// <summary>The most replicas of all clusters together (with -Duplicate: of each): their number follows the load from now on. Publishing again without it leaves their number alone.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxReplicas { get; set; }

    /// <summary>The fewest replicas, however low the load is; one when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinReplicas { get; set; }

    /// <summary>How much of the CPU that they request the replicas shall use on average, in percent; 80 when left out. Clusters must serve metrics (metrics-server; GKE and simulated ones do).</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? TargetCpuPercent { get; set; }

    /// <summary>For how long the load must have been lower before replicas are taken away, in seconds; five minutes when left out.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public int? ScaleDownDelaySec { get; set; }

    private protected AutoscalingInput Scaling => new(MinReplicas, MaxReplicas, TargetCpuPercent, ScaleDownDelaySec);
}
