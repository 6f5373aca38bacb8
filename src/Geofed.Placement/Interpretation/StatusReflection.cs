using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/reflectstatus.go.</summary>
internal static class StatusReflection
{
    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["apps/v1 Deployment"] = ["observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas"],
        ["apps/v1 ReplicaSet"] = ["observedGeneration", "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas"],
        ["apps/v1 DaemonSet"] =
        [
            "observedGeneration", "currentNumberScheduled", "desiredNumberScheduled", "numberAvailable", "numberMisscheduled", "numberReady",
            "updatedNumberScheduled", "numberUnavailable",
        ],
        ["apps/v1 StatefulSet"] = ["availableReplicas", "currentReplicas", "readyReplicas", "replicas", "updatedReplicas"],
        ["batch/v1 Job"] = ["active", "succeeded", "failed", "conditions", "startTime", "completionTime"],
        ["policy/v1 PodDisruptionBudget"] = ["currentHealthy", "desiredHealthy", "expectedPods", "disruptionsAllowed", "disruptedPods"],
        ["autoscaling/v2 HorizontalPodAutoscaler"] = ["currentReplicas", "desiredReplicas"],
    };

    public static JsonObject? Reflect(JsonObject live)
    {
        var id = ResourceInterpreter.Id(live);
        if (live.Obj("status") is not { } status || id == "v1 Service" && live.Str("spec", "type") != "LoadBalancer")
            return null;
        if (id == "v1 Service")
            return Pick(status, "loadBalancer");
        if (!Fields.TryGetValue(id, out var fields))
            return status.Copy();
        var reflected = Pick(status, fields);
        if (id.StartsWith("apps/v1 ", StringComparison.Ordinal))
        {
            reflected["generation"] = live.Int("metadata", "generation") ?? 0;
            reflected["resourceTemplateGeneration"] = TemplateGeneration(live);
        }
        return reflected;
    }

    private static long TemplateGeneration(JsonObject live)
    {
        var text = live.Annotation(KarmadaMarks.TemplateGeneration) ?? "";
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : throw new FormatException($"annotation {KarmadaMarks.TemplateGeneration} of {live.Str("kind")} {live.Key()} is \"{text}\", not a number");
    }

    private static JsonObject Pick(JsonObject status, params string[] fields) =>
        new([.. fields.Where(f => status[f] is not null).Select(f => KeyValuePair.Create(f, status[f]?.DeepClone()))]);
}
