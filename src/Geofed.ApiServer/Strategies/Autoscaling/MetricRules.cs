using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>The rules for what to scale by (pkg/apis/autoscaling/validation validateMetrics).</summary>
internal static class MetricRules
{
    private static readonly string[] Types = ["ContainerResource", "External", "Object", "Pods", "Resource"];

    /// <summary>The sources, in the order in which upstream looks at them: only the first is looked into.</summary>
    private static readonly string[] Fields = ["object", "external", "pods", "resource", "containerResource"];

    public static void Validate(JsonObject? spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var metric in spec.Objects("metrics"))
            Metric(metric, errors, $"{path}[{i++}]");
        if (spec.Int("minReplicas") == 0 && !spec.Objects("metrics").Any(m => m.Str("type") is "Object" or "External"))
            errors.Forbidden(path, "must specify at least one Object or External metric to support scaling to zero replicas");
    }

    private static void Metric(JsonObject metric, FieldErrors errors, string path)
    {
        var type = metric.Str("type") ?? "";
        if (type.Length == 0)
            errors.Required($"{path}.type", "must specify a metric source type");
        if (!Types.Contains(type))
            errors.NotSupported($"{path}.type", type, Types);
        var present = Fields.Where(f => metric[f] is not null).ToList();
        if (present.Count > 0)
            Source(present[0], metric.Obj(present[0]), errors, $"{path}.{present[0]}");
        var expected = Types.Contains(type) ? char.ToLowerInvariant(type[0]) + type[1..] : "";
        if (expected.Length == 0)
            errors.NotSupported($"{path}.type", type, Types);
        else if (metric[expected] is null)
            errors.Required($"{path}.{expected}", "must populate information for the given metric source");
        if (present.Count == 1)
            return;
        foreach (var other in present.Where(p => p != expected).Order(StringComparer.Ordinal))
            errors.Forbidden($"{path}.{other}", "must populate the given metric source only");
    }

    private static void Source(string field, JsonObject? source, FieldErrors errors, string path)
    {
        var target = source.Obj("target");
        var (value, average, utilization) = (target.At("value") is not null, target.At("averageValue") is not null, target.At("averageUtilization") is not null);
        switch (field)
        {
            case "object":
                ReferenceRules.Validate(source.Obj("describedObject"), errors, $"{path}.describedObject");
                break;
            case "containerResource":
                errors.RequireText(source, "container", path, "must specify a container");
                errors.RequireText(source, "name", path, "must specify a resource name");
                break;
            case "resource":
                errors.RequireText(source, "name", path, "must specify a resource name");
                break;
        }
        if (field is "object" or "external" or "pods")
            Identifier(source.Obj("metric"), errors, $"{path}.metric");
        Target(target, errors, $"{path}.target");
        switch (field)
        {
            case "object" when !value && !average:
                errors.Required($"{path}.target.averageValue", "must set either a target value or averageValue");
                break;
            case "external" when !value && !average:
                errors.Required($"{path}.target.averageValue", "must set either a target value for metric or a per-pod target");
                break;
            case "external" when value && average:
                errors.Forbidden($"{path}.target.value", "may not set both a target value for metric and a per-pod target");
                break;
            case "pods" when Quantity.From(target.At("averageValue")) is not { Sign: > 0 }:
                errors.Required($"{path}.target.averageValue", "must specify a positive target averageValue");
                break;
            case "resource" or "containerResource" when !utilization && !average:
                errors.Required($"{path}.target.averageUtilization", "must set either a target raw value or a target utilization");
                break;
            case "resource" or "containerResource" when utilization && average:
                errors.Forbidden($"{path}.target.averageValue", "may not set both a target raw value and a target utilization");
                break;
        }
    }

    private static void Identifier(JsonObject? metric, FieldErrors errors, string path)
    {
        var name = metric.Str("name") ?? "";
        if (name.Length == 0)
            errors.Required($"{path}.name", "must specify a metric name");
        else if (Names.PathSegment(name) is { } wrong)
            errors.Invalid($"{path}.name", name, wrong);
    }

    private static void Target(JsonObject? target, FieldErrors errors, string path)
    {
        if (string.IsNullOrEmpty(target.Str("type")))
            errors.Required($"{path}.type", "must specify a metric target type");
        if (target.Str("type") is not ("Utilization" or "Value" or "AverageValue") and var type)
            errors.Invalid($"{path}.type", type ?? "", "must be either Utilization, Value, or AverageValue");
        if (Quantity.From(target.At("value")) is { Sign: <= 0 } value)
            errors.Invalid($"{path}.value", value.ToString(), "must be positive");
        if (Quantity.From(target.At("averageValue")) is { Sign: <= 0 } average)
            errors.Invalid($"{path}.averageValue", average.ToString(), "must be positive");
        if (target.Int("averageUtilization") is < 1 and var utilization)
            errors.Invalid($"{path}.averageUtilization", utilization, "must be greater than 0");
    }
}
