using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Metrics;

/// <summary>
/// What is used where nothing runs: what annotations say, and nothing else. An idle server uses next to nothing; anything more would be made up.
/// </summary>
internal static class UsageAnnotations
{
    /// <summary>On a pod: the CPU that it uses, e.g. "250m".</summary>
    public const string CpuUsage = "simulation.geofed.io/cpu-usage";

    /// <summary>On a pod: the memory that it uses, e.g. "1Gi".</summary>
    public const string MemoryUsage = "simulation.geofed.io/memory-usage";

    /// <summary>On a workload: the CPU that all its pods in this cluster use together, shared evenly by those that are ready.</summary>
    public const string CpuLoad = "simulation.geofed.io/cpu-load";

    /// <summary>The same of memory.</summary>
    public const string MemoryLoad = "simulation.geofed.io/memory-load";

    public static readonly IReadOnlyList<string> All = [CpuUsage, MemoryUsage, CpuLoad, MemoryLoad];

    /// <summary>The amount of an annotation, in thousandths; null when there is none, or it makes no sense.</summary>
    public static long? Milli(this JsonNode? o, string annotation) =>
        o.Annotation(annotation) is { } text && IsAmount(text) ? Quantity.Parse(text).Milli : null;

    /// <summary>More than a pebibyte is nothing that a pod uses.</summary>
    public static bool IsAmount(string text) => Quantity.TryParse(text, out var quantity) && quantity.Sign >= 0 && quantity <= Quantity.Parse("1Pi");
}
