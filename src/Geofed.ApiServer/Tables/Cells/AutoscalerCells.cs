using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables.Cells;

/// <summary>An autoscaler's targets: "cpu: 40%/80%, 3/5" (formatHPAMetrics). v1 has its cpu target in a field of its own.</summary>
internal static class AutoscalerCells
{
    public static string Reference(JsonObject hpa) => $"{hpa.Str("spec", "scaleTargetRef", "kind")}/{hpa.Str("spec", "scaleTargetRef", "name")}";

    public static string Targets(JsonObject hpa)
    {
        var targets = new List<string>();
        if (hpa.Int("spec", "targetCPUUtilizationPercentage") is { } cpu)
            targets.Add($"cpu: {(hpa.Int("status", "currentCPUUtilizationPercentage") is { } now ? $"{now}%" : CellText.Unknown)}/{cpu}%");
        var current = hpa.Objects("status", "currentMetrics").ToList();
        targets.AddRange(hpa.Objects("spec", "metrics").Select((m, i) => Target(m, i < current.Count ? current[i] : null)));
        if (targets.Count == 0)
            return CellText.None;
        var text = string.Join(", ", targets.Take(2));
        return targets.Count > 2 ? $"{text} + {targets.Count - 2} more..." : text;
    }

    private static string Target(JsonObject metric, JsonObject? current)
    {
        var type = metric.Str("type") ?? "";
        var field = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        var (wanted, now) = (metric.Obj(field, "target"), current.Obj(field, "current"));
        var value = wanted.Int("averageUtilization") is { } percent
            ? $"{(now.Int("averageUtilization") is { } used ? $"{used}%" : CellText.Unknown)}/{percent}%"
            : wanted.Str("averageValue") is { } average
                ? $"{now.Str("averageValue") ?? CellText.Unknown}/{average}{(field is "object" or "external" ? " (avg)" : "")}"
                : $"{now.Str("value") ?? CellText.Unknown}/{wanted.Str("value")}";
        return field is "resource" or "containerResource" ? $"{metric.Str(field, "name")}: {value}" : value;
    }
}
