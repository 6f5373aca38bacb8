using System.Text.Json.Nodes;

namespace Geofed.Model.Autoscaling;

/// <summary>What a utilisation is a share of: the requests of a pod, or of one of its containers (replica_calculator.go, calculateRequests).</summary>
public static class PodRequest
{
    /// <summary>The sum in thousandths; null, and the name of the first container that asks for none, when one does not.</summary>
    public static (long? Milli, string? Unasked) Of(JsonObject? spec, string resource, string? container)
    {
        if (container is null && Quantity.From(spec.At("resources", "requests", resource)) is { } whole)
            return (whole.Milli, null);
        long sum = 0;
        foreach (var one in Containers(spec).Where(c => container is null || c.Str("name") == container))
        {
            // A limit without a request is a request; an API server has filled that in, a template may not have met one.
            if (Quantity.From(one.At("resources", "requests", resource) ?? one.At("resources", "limits", resource)) is not { } asked)
                return (null, one.Str("name") ?? "");
            sum += asked.Milli;
        }
        return (sum, null);
    }

    private static IEnumerable<JsonObject> Containers(JsonObject? spec) =>
        spec.Objects("containers").Concat(spec.Objects("initContainers").Where(c => c.Str("restartPolicy") == "Always"));
}
