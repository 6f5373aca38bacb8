using System.Text.Json.Nodes;
using Geofed.Model.Karmada;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>autoscaling.karmada.io: a HorizontalPodAutoscaler of the federation.</summary>
internal static class AutoscalingResource
{
    public static CustomResource Definition => new(KarmadaApi.FederatedHPAs, "FederatedHPA", ["fhpa"], Struct(("spec!", Spec), ("status", Status)))
    {
        Columns =
        [
            ("REFERENCE-KIND", "string", ".spec.scaleTargetRef.kind"),
            ("REFERENCE-NAME", "string", ".spec.scaleTargetRef.name"),
            ("MINPODS", "integer", ".spec.minReplicas"),
            ("MAXPODS", "integer", ".spec.maxReplicas"),
            ("REPLICAS", "integer", ".status.currentReplicas"),
            ("AGE", "date", ".metadata.creationTimestamp"),
        ],
    };

    private static JsonObject Spec => Struct(
        ("scaleTargetRef!", Struct(("apiVersion", Text), ("kind!", Text), ("name!", Text))),
        ("minReplicas", Int),
        ("maxReplicas!", Int),
        ("metrics", List(Metric("target", Target))),
        ("behavior", Struct(("scaleUp", Rules), ("scaleDown", Rules))));

    private static JsonObject Status => Struct(
        ("observedGeneration", Long),
        ("lastScaleTime", Time),
        ("currentReplicas", Int),
        ("desiredReplicas!", Int),
        ("currentMetrics", List(Metric("current", Struct(Values)))),
        ("conditions", List(Struct(("type!", Text), ("status!", Text), ("lastTransitionTime", Time), ("reason", Text), ("message", Text))).ByKey("type")));

    /// <param name="value">What it is to be, or is: the field's name and its shape.</param>
    private static JsonObject Metric(string value, JsonObject shape) => Struct(
        ("type!", Text),
        ("resource", Struct(("name!", Text), (value + "!", shape.Copied()))),
        ("containerResource", Struct(("name!", Text), ("container!", Text), (value + "!", shape.Copied()))),
        ("pods", Struct(("metric!", Identifier), (value + "!", shape.Copied()))),
        ("object", Struct(("describedObject!", Struct(("apiVersion", Text), ("kind!", Text), ("name!", Text))), ("metric!", Identifier), (value + "!", shape.Copied()))),
        ("external", Struct(("metric!", Identifier), (value + "!", shape.Copied()))));

    private static JsonObject Identifier => Struct(("name!", Text), ("selector", SharedSchemas.LabelSelector));

    private static JsonObject Target => Struct([("type!", Text), .. Values]);

    private static (string, JsonObject)[] Values => [("value", Quantity), ("averageValue", Quantity), ("averageUtilization", Int)];

    private static JsonObject Rules => Struct(
        ("stabilizationWindowSeconds", Int),
        ("selectPolicy", Text),
        ("policies", List(Struct(("type!", Text), ("value!", Int), ("periodSeconds!", Int)))),
        ("tolerance", Quantity));

    private static JsonObject Copied(this JsonObject schema) => (JsonObject)schema.DeepClone();
}
