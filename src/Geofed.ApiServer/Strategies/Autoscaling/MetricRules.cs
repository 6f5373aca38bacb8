using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>The rules for what to scale by (pkg/apis/autoscaling/validation validateMetrics).</summary>
internal static class MetricRules
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["ContainerResource"] = "containerResource",
        ["External"] = "external",
        ["Object"] = "object",
        ["Pods"] = "pods",
        ["Resource"] = "resource",
    };

    public static void Validate(JsonObject? spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var metric in spec.Objects("metrics"))
        {
            var at = $"{path}[{i++}]";
            var type = metric.Str("type") ?? "";
            if (type.Length == 0)
                errors.Required($"{at}.type", "must specify a metric source type");
            else if (!Fields.TryGetValue(type, out var field))
                errors.NotSupported($"{at}.type", type, Fields.Keys);
            else if (metric.Obj(field) is not { } source)
                errors.Required($"{at}.{field}", "must populate information for the given metric source");
            else
                Source(field, source, errors, $"{at}.{field}");
        }
    }

    private static void Source(string field, JsonObject source, FieldErrors errors, string path)
    {
        if (field is "resource" or "containerResource")
            errors.RequireText(source, "name", path, "must specify a resource name");
        else
            errors.RequireText(source.Obj("metric"), "name", $"{path}.metric");
        var target = source.Obj("target");
        if (string.IsNullOrEmpty(target.Str("type")))
            errors.Required($"{path}.target.type", "must specify a metric target type");
        else if (target.Str("type") is not ("Utilization" or "Value" or "AverageValue") and var type)
            errors.Invalid($"{path}.target.type", type, "must be either Utilization, Value, or AverageValue");
        if (target.Int("averageUtilization") is < 1 and var utilization)
            errors.Invalid($"{path}.target.averageUtilization", utilization, "must be greater than 0");
        foreach (var key in (string[])["value", "averageValue"])
        {
            if (Quantity.From(target.At(key)) is { Sign: <= 0 } amount)
                errors.Invalid($"{path}.target.{key}", amount.ToString(), "must be positive");
        }
    }
}
