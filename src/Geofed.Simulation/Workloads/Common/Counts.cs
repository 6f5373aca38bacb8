using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Numbers in documents.</summary>
internal static class Counts
{
    public static int Count(this JsonNode? o, params ReadOnlySpan<string> path) => (int)(o.Int(path) ?? 0);

    /// <summary>A count as Go writes one that may be omitted: not at all when it is zero.</summary>
    public static JsonNode? Omittable(long count) => count == 0 ? null : JsonValue.Create(count);

    /// <summary>An IntOrString of a total: a number, or a percentage that is rounded up or down (apimachinery intstr.GetScaledValueFromIntOrPercent).</summary>
    public static int Scaled(JsonNode? value, int total, bool up)
    {
        if (value.Str() is not { } text)
            return (int)(value.Int() ?? 0);
        var part = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) * (long)total;
        return (int)(up ? (part + 99) / 100 : part / 100);
    }
}
