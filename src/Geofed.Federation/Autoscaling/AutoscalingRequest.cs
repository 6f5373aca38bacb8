using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Within which bounds, and by what, the number of a deployment's replicas follows its load.</summary>
/// <param name="CpuPercent">How much of the CPU that they request the replicas shall use on average.</param>
/// <param name="ScaleDownDelay">For how long the load must have been lower before replicas are taken away, in seconds; five minutes when null.</param>
public sealed record AutoscalingRequest(int MinReplicas, int MaxReplicas, int CpuPercent, int? ScaleDownDelay = null)
{
    /// <summary>As Kubernetes and Karmada have it where nothing is said.</summary>
    public const int UsualCpuPercent = 80;

    public int Within(int replicas) => Math.Clamp(replicas, MinReplicas, MaxReplicas);

    /// <summary>What a FederatedHPA that was written from a request was written from.</summary>
    internal static AutoscalingRequest Of(JsonObject autoscaler)
    {
        var spec = autoscaler.Obj("spec");
        return new(
            (int)(spec.Int("minReplicas") ?? 1),
            (int)(spec.Int("maxReplicas") ?? 1),
            DeploymentAutoscaler.CpuPercent(spec.Objects("metrics"), "target") ?? UsualCpuPercent,
            (int?)spec.Int("behavior", "scaleDown", "stabilizationWindowSeconds"));
    }
}

/// <summary>What of an <see cref="AutoscalingRequest"/> is to be changed; the rest stays.</summary>
public sealed record AutoscalingChange(int? MinReplicas, int? MaxReplicas, int? CpuPercent, int? ScaleDownDelay)
{
    /// <param name="before">Null when the deployment is not scaled yet.</param>
    /// <exception cref="ArgumentException">There is nothing to change yet, and no upper bound is given; or the bounds contradict.</exception>
    public AutoscalingRequest On(AutoscalingRequest? before)
    {
        var most = MaxReplicas ?? before?.MaxReplicas ?? throw new ArgumentException("no upper bound is given");
        return new(MinReplicas ?? before?.MinReplicas ?? 1, most, CpuPercent ?? before?.CpuPercent ?? AutoscalingRequest.UsualCpuPercent, ScaleDownDelay ?? before?.ScaleDownDelay);
    }
}
