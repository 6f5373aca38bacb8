using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>
/// HorizontalPodAutoscalers are stored as autoscaling/v2 and served as v1 too: the cpu target has a field of its own there, other
/// metrics travel in an annotation (pkg/apis/autoscaling/v1/conversion.go).
/// </summary>
public static class AutoscalerConversion
{
    private const string Metrics = "autoscaling.alpha.kubernetes.io/metrics";
    private const string Behavior = "autoscaling.alpha.kubernetes.io/behavior";

    /// <summary>A copy in the version named ("v1" or "v2").</summary>
    public static JsonObject Convert(JsonObject obj, string version)
    {
        var copy = obj.Copy();
        if (obj.Str("apiVersion") == $"autoscaling/{version}")
            return copy;
        copy["apiVersion"] = $"autoscaling/{version}";
        var spec = copy.Ensure("spec");
        if (version == "v1")
            ToV1(copy, spec);
        else
            ToV2(copy, spec);
        return copy;
    }

    private static bool IsCpu(JsonObject metric) =>
        metric.Str("type") == "Resource" && metric.Str("resource", "name") == "cpu" && metric.Int("resource", "target", "averageUtilization") is not null;

    private static void ToV1(JsonObject obj, JsonObject spec)
    {
        var metrics = spec.Objects("metrics").ToList();
        if (metrics.Find(IsCpu) is { } cpu)
        {
            spec["targetCPUUtilizationPercentage"] = cpu.Int("resource", "target", "averageUtilization");
            metrics.Remove(cpu);
        }
        if (metrics.Count > 0)
            obj.Ensure("metadata", "annotations")[Metrics] = new JsonArray([.. metrics.Select(m => m.DeepClone())]).ToText();
        if (spec.Obj("behavior") is { } behavior)
            obj.Ensure("metadata", "annotations")[Behavior] = behavior.ToText();
        spec.Remove("metrics");
        spec.Remove("behavior");
        var status = obj.Ensure("status");
        if (status.Objects("currentMetrics").FirstOrDefault(m => m.Str("resource", "name") == "cpu").Int("resource", "current", "averageUtilization") is { } current)
            status["currentCPUUtilizationPercentage"] = current;
        status.Remove("currentMetrics");
        status.Remove("conditions");
        status.SetWhenAbsent("currentReplicas", 0);
    }

    /// <summary>Annotations come from people: what is no JSON counts as nothing.</summary>
    private static JsonNode? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static void ToV2(JsonObject obj, JsonObject spec)
    {
        var annotations = obj.Obj("metadata", "annotations");
        var metrics = Parse(annotations.Str(Metrics)) as JsonArray ?? [];
        if (spec.Int("targetCPUUtilizationPercentage") is { } cpu)
        {
            metrics.Insert(0, new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = cpu } },
            });
        }
        if (metrics.Count > 0)
            spec["metrics"] = metrics;
        if (Parse(annotations.Str(Behavior)) is JsonObject behavior)
            spec["behavior"] = behavior;
        annotations?.Remove(Metrics);
        annotations?.Remove(Behavior);
        spec.Remove("targetCPUUtilizationPercentage");
        obj.Obj("status")?.Remove("currentCPUUtilizationPercentage");
    }
}
