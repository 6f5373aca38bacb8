using System.Management.Automation;
using Geofed.Federation;

namespace Geofed.Cmdlets;

/// <summary>What can be wrong with how a deployment is to be scaled.</summary>
internal static class AutoscalingErrors
{
    public static GeofedErrorException Contradiction(string reason) => new("ContradictoryParameters", ErrorCategory.InvalidArgument, reason, "Change one of them.", null);

    public static GeofedErrorException WithoutMaximum(string parameter) => new(
        "ContradictoryParameters", ErrorCategory.InvalidArgument, $"-{parameter} is for a number of replicas that follows the load, which only -MaxReplicas makes it do.", "Give -MaxReplicas as well.", null);

    public static GeofedErrorException NoCpuRequest(string deployment, string container, string remedy) => new(
        "NoCpuRequest", ErrorCategory.InvalidArgument,
        $"-TargetCpuPercent is a share of the CPU that replicas request, and container '{container}' of deployment '{deployment}' requests none.", remedy, deployment);

    public static GeofedErrorException NotScaled(string deployment, string parameter) => new(
        "NotAutoscaled", ErrorCategory.InvalidOperation, $"-{parameter} changes how the number of replicas follows the load, and that of deployment '{deployment}' does not.", "Give -MaxReplicas to make it do so.", deployment);

    public static GeofedErrorException OutOfBounds(string deployment, int replicas, FederatedAutoscaling bounds) => new(
        "ContradictoryParameters", ErrorCategory.InvalidArgument,
        $"-Replicas {replicas} would not last: the number of replicas of deployment '{deployment}' follows the load from {bounds.MinReplicas} to {bounds.MaxReplicas}.",
        "Give -MinReplicas or -MaxReplicas as well, or -NoAutoscaling.", deployment);

    public static GeofedErrorException Taken(AutoscalerTakenException taken, object? target) => new(
        "AutoscalerTaken", ErrorCategory.ResourceExists, taken.Message, $"Delete the FederatedHPA '{taken.Autoscaler}', or leave the scaling to it.", target, taken);
}
