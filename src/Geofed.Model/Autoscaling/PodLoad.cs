using System.Text.Json.Nodes;

namespace Geofed.Model.Autoscaling;

/// <summary>How far an autoscaler may go by what is known of a pod (pkg/controller/podautoscaler/replica_calculator.go, groupPods).</summary>
public enum PodReading
{
    /// <summary>It works, and its usage is known.</summary>
    Measured,

    /// <summary>It is on its way: what it uses now says nothing of what it will.</summary>
    NotReady,

    /// <summary>It works, and nobody knows what it uses.</summary>
    Missing,

    /// <summary>It is on its way out.</summary>
    Ignored,
}

/// <summary>What one pod uses and asks for of one resource, in thousandths.</summary>
/// <param name="Usage">Counts only when it is <see cref="PodReading.Measured"/>.</param>
/// <param name="Request">Null when it asks for none.</param>
/// <param name="Unasked">The container that asks for none, when one does not.</param>
/// <param name="CountsIn">When a pod that is ready, but has not been measured for long enough, may count; null for any other.</param>
public sealed record PodLoad(string Name, PodReading Reading, long Usage, long? Request, string? Unasked = null, TimeSpan? CountsIn = null)
{
    /// <summary>For how long a pod's readiness is doubted (--horizontal-pod-autoscaler-cpu-initialization-period).</summary>
    private static readonly TimeSpan Initialization = TimeSpan.FromMinutes(5);

    /// <summary>A pod that became unready so soon has never been ready (--horizontal-pod-autoscaler-initial-readiness-delay).</summary>
    private static readonly TimeSpan InitialReadiness = TimeSpan.FromSeconds(30);

    /// <param name="metrics">Its PodMetrics; null when there are none.</param>
    /// <param name="container">The only container that counts; all when null.</param>
    public static PodLoad Of(JsonObject pod, JsonObject? metrics, string resource, string? container, DateTimeOffset now)
    {
        var usage = Used(metrics, resource, container);
        var (request, unasked) = PodRequest.Of(pod.Obj("spec"), resource, container);
        var reading = pod.IsDeleting() || pod.Str("status", "phase") == "Failed" ? PodReading.Ignored
            : pod.Str("status", "phase") is null or "Pending" ? PodReading.NotReady
            : usage is null ? PodReading.Missing
            : resource == "cpu" && IsNew(pod, metrics, now) ? PodReading.NotReady
            : PodReading.Measured;
        return new(pod.Name(), reading, usage ?? 0, request, unasked, reading == PodReading.NotReady && usage is not null && Ready(pod).Str("status") == "True" ? Window(metrics) : null);
    }

    /// <summary>A pod of which nothing is known but that it should be there.</summary>
    /// <param name="template">The pod template that it is made from.</param>
    public static PodLoad Unseen(string name, JsonObject? template, string resource, string? container)
    {
        var (request, unasked) = PodRequest.Of(template.Obj("spec"), resource, container);
        return new(name, PodReading.Missing, 0, request, unasked);
    }

    private static long? Used(JsonObject? metrics, string resource, string? container)
    {
        var containers = metrics.Objects("containers").Where(c => container is null || c.Str("name") == container).ToList();
        if (containers.Count == 0)
            return null;
        long sum = 0;
        foreach (var one in containers)
        {
            if (Quantity.From(one.At("usage", resource)) is not { } used)
                return null;
            sum += used.Milli;
        }
        return sum;
    }

    /// <summary>Starting takes CPU that serving does not: a sample from before the pod was ready does not count, nor any of one that never was.</summary>
    private static bool IsNew(JsonObject pod, JsonObject? metrics, DateTimeOffset now)
    {
        var ready = Ready(pod);
        if (ready is null || KubeTime.Parse(pod.Str("status", "startTime")) is not { } started || KubeTime.Parse(ready.Str("lastTransitionTime")) is not { } changed)
            return true;
        var isUnready = ready.Str("status") == "False";
        if (started + Initialization > now)
            return isUnready || KubeTime.Parse(metrics.Str("timestamp")) is { } taken && taken < changed + Window(metrics);
        return isUnready && started + InitialReadiness > changed;
    }

    private static JsonObject? Ready(JsonObject pod) => pod.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Ready");

    private static TimeSpan Window(JsonObject? metrics) => metrics.Str("window") is { } text ? GoDuration.TryParse(text) ?? TimeSpan.Zero : TimeSpan.Zero;
}
