using System.Text.Json.Nodes;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Autoscaling;

namespace Geofed.Cmdlets.Autoscaling;

/// <summary>The parameters that say how the number of replicas follows the load, as they were given.</summary>
internal sealed record AutoscalingInput(int? MinReplicas, int? MaxReplicas, int? TargetCpuPercent, int? ScaleDownDelaySec)
{
    public AutoscalingChange Change => new(MinReplicas, MaxReplicas, TargetCpuPercent, ScaleDownDelaySec);

    /// <summary>The first of those that mean nothing without -MaxReplicas; null when none is given.</summary>
    public string? Companion => MinReplicas is not null ? nameof(MinReplicas) : TargetCpuPercent is not null ? nameof(TargetCpuPercent) : ScaleDownDelaySec is not null ? nameof(ScaleDownDelaySec) : null;

    public bool IsGiven => MaxReplicas is not null || Companion is not null;

    /// <summary>What is asked for; null when the number of replicas is to stay as it is.</summary>
    /// <param name="replicas">-Replicas.</param>
    /// <exception cref="GeofedErrorException">Two of them contradict, or -MaxReplicas is missing.</exception>
    public AutoscalingRequest? Request(int? replicas)
    {
        if (MaxReplicas is null)
            return Companion is { } companion ? throw AutoscalingErrors.WithoutMaximum(companion) : null;
        return Checked(Change.On(null), replicas);
    }

    /// <exception cref="GeofedErrorException">The bounds contradict each other, or -Replicas.</exception>
    public static AutoscalingRequest Checked(AutoscalingRequest request, int? replicas)
    {
        if (request.MinReplicas > request.MaxReplicas)
            throw AutoscalingErrors.Contradiction($"-MinReplicas {request.MinReplicas} is more than -MaxReplicas {request.MaxReplicas}.");
        if (replicas < request.MinReplicas)
            throw AutoscalingErrors.Contradiction($"-Replicas {replicas} is less than -MinReplicas {request.MinReplicas}, the fewest that there may be.");
        if (replicas > request.MaxReplicas)
            throw AutoscalingErrors.Contradiction($"-Replicas {replicas} is more than -MaxReplicas {request.MaxReplicas}, the most that there may be.");
        return request;
    }

    /// <exception cref="GeofedErrorException">A container requests no CPU, so that no share of it can be used.</exception>
    public static void CheckRequests(JsonObject template)
    {
        if (PodRequest.Of(template.Obj("spec", "template", "spec"), "cpu", null).Unasked is { } container)
            throw AutoscalingErrors.NoCpuRequest(template.Name(), container, "Give -Cpu, or resources.requests.cpu in the manifest.");
    }
}
