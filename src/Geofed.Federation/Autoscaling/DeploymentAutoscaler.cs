using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Writes and reads the FederatedHPA of a deployment (Karmada pkg/apis/autoscaling/v1alpha1). Pure.</summary>
public static class DeploymentAutoscaler
{
    public static ResourcePath PathFor(JsonObject template) => new(KarmadaApi.FederatedHPAs, template.Namespace() ?? "default", template.Name());

    public static JsonObject For(JsonObject template, AutoscalingRequest request)
    {
        var spec = new JsonObject
        {
            ["scaleTargetRef"] = new JsonObject { ["apiVersion"] = template.Str("apiVersion") ?? "apps/v1", ["kind"] = template.Str("kind") ?? "Deployment", ["name"] = template.Name() },
            ["minReplicas"] = request.MinReplicas,
            ["maxReplicas"] = request.MaxReplicas,
            ["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = request.CpuPercent } },
            }),
        };
        if (request.ScaleDownDelay is { } seconds)
            spec["behavior"] = new JsonObject { ["scaleDown"] = new JsonObject { ["stabilizationWindowSeconds"] = seconds } };
        return new()
        {
            ["apiVersion"] = KarmadaApi.FederatedHPAs.ApiVersion,
            ["kind"] = "FederatedHPA",
            ["metadata"] = new JsonObject
            {
                ["name"] = template.Name(),
                ["namespace"] = template.Namespace() ?? "default",
                ["labels"] = new JsonObject { [PropagationPolicy.ManagedBy] = PropagationPolicy.Geofed },
            },
            ["spec"] = spec,
        };
    }

    /// <summary>True for one that Geofed wrote for this deployment.</summary>
    public static bool IsOwn(JsonObject autoscaler, JsonObject template) => autoscaler.Label(PropagationPolicy.ManagedBy) == PropagationPolicy.Geofed && Scales(autoscaler, template);

    public static bool Scales(JsonObject autoscaler, JsonObject template) =>
        autoscaler.Namespace() == template.Namespace()
        && autoscaler.Str("spec", "scaleTargetRef", "kind") == "Deployment" && autoscaler.Str("spec", "scaleTargetRef", "name") == template.Name();

    /// <summary>What has become of it.</summary>
    public static FederatedAutoscaling Read(JsonObject autoscaler)
    {
        var request = AutoscalingRequest.Of(autoscaler);
        return new(request.MinReplicas, request.MaxReplicas)
        {
            TargetCpuPercent = CpuPercent(autoscaler.Objects("spec", "metrics"), "target"),
            CpuPercent = CpuPercent(autoscaler.Objects("status", "currentMetrics"), "current"),
            DesiredReplicas = (int?)autoscaler.Int("status", "desiredReplicas"),
            ScaleDownDelaySec = request.ScaleDownDelay,
            LastScaledAt = KubeTime.Parse(autoscaler.Str("status", "lastScaleTime")),
            Problem = Problem(autoscaler),
        };
    }

    internal static int? CpuPercent(IEnumerable<JsonObject> metrics, string field) =>
        (int?)metrics.FirstOrDefault(m => m.Str("resource", "name") == "cpu").Int("resource", field, "averageUtilization");

    /// <summary>Why it cannot scale, or who does not tell; null when all is well, or nothing is said yet.</summary>
    private static string? Problem(JsonObject autoscaler)
    {
        var conditions = autoscaler.Objects("status", "conditions").ToList();
        if (conditions.FirstOrDefault(c => c.Str("type") is "AbleToScale" or "ScalingActive" && c.Str("status") == "False") is { } failed)
            return failed.Str("message");
        const string mark = "; no metrics from ";
        var active = conditions.FirstOrDefault(c => c.Str("type") == "ScalingActive").Str("message") ?? "";
        return active.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? active[(at + 2)..] : null;
    }
}
