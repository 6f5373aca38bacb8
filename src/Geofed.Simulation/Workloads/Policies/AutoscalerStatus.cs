using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>
/// The status of a HorizontalPodAutoscaler where nothing is measured (pkg/controller/podautoscaler/horizontal.go): it says so, and only holds the target
/// within its bounds.
/// </summary>
internal static class AutoscalerStatus
{
    private const string NoMetrics = "unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)";

    /// <summary>The size that the bounds ask for, and why; null when they are kept, or the target is switched off.</summary>
    public static (int Size, string Why)? OutOfBounds(JsonObject autoscaler, int replicas)
    {
        var (least, most) = (autoscaler.Int("spec", "minReplicas") ?? 1, autoscaler.Int("spec", "maxReplicas") ?? int.MaxValue);
        if (replicas == 0 && least > 0)
            return null;
        return replicas > most ? ((int)most, "Current number of replicas above Spec.MaxReplicas") : replicas < least ? ((int)least, "Current number of replicas below Spec.MinReplicas") : null;
    }

    /// <param name="target">What it scales; null when there is none.</param>
    public static JsonObject Of(JsonObject autoscaler, JsonObject? target, DateTimeOffset now)
    {
        var conditions = autoscaler.Arr("status", "conditions");
        if (target is null)
        {
            var why = $"the HPA controller was unable to get the target's current scale: {autoscaler.Str("spec", "scaleTargetRef", "kind")} \"{autoscaler.Str("spec", "scaleTargetRef", "name")}\" not found";
            return new() { ["conditions"] = conditions.With("AbleToScale", "False", "FailedGetScale", why, now) };
        }
        var replicas = target.Count("spec", "replicas");
        conditions = conditions.With("AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale", now);
        conditions = replicas == 0
            ? conditions.With("ScalingActive", "False", "ScalingDisabled", "scaling is disabled since the replica count of the target is zero", now)
            : conditions.With("ScalingActive", "False", Reason(autoscaler), Why(autoscaler), now);
        return new() { ["currentReplicas"] = Counts.Omittable(target.Count("status", "replicas")), ["desiredReplicas"] = replicas, ["conditions"] = conditions };
    }

    private static string Reason(JsonObject autoscaler) => autoscaler.Objects("spec", "metrics").FirstOrDefault().Str("type") switch
    {
        "Pods" => "FailedGetPodsMetric",
        "Object" => "FailedGetObjectMetric",
        "External" => "FailedGetExternalMetric",
        "ContainerResource" => "FailedGetContainerResourceMetric",
        _ => "FailedGetResourceMetric",
    };

    private static string Why(JsonObject autoscaler)
    {
        var resource = autoscaler.Objects("spec", "metrics").FirstOrDefault().Str("resource", "name") ?? "cpu";
        return Reason(autoscaler) == "FailedGetResourceMetric"
            ? $"the HPA was unable to compute the replica count: failed to get {resource} utilization: unable to get metrics for resource {resource}: {NoMetrics}"
            : $"the HPA was unable to compute the replica count: unable to get metrics: {NoMetrics}";
    }
}
