using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>One output of a stack.</summary>
/// <param name="Value">Any JSON value.</param>
/// <param name="IsSecret">The whole of it, or something in it, is a secret: it must not be shown unasked.</param>
public sealed record StackOutput(JsonNode? Value, bool IsSecret)
{
    /// <summary>What Pulumi writes in the place of a secret.</summary>
    internal const string Mask = "[secret]";

    /// <summary>Never a secret, so that none gets into a log.</summary>
    public override string ToString() => IsSecret ? Mask : Value is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : Value?.ToText() ?? "null";

    /// <param name="masked">The outputs without their secrets.</param>
    /// <param name="shown">The same with them.</param>
    internal static IReadOnlyDictionary<string, StackOutput> Merge(JsonObject masked, JsonObject shown) =>
        masked.ToDictionary(o => o.Key, o => new StackOutput(shown[o.Key].Copy(), HasMask(o.Value)), StringComparer.Ordinal);

    internal static bool HasMask(JsonNode? node) => node switch
    {
        JsonObject o => o.Any(p => HasMask(p.Value)),
        JsonArray a => a.Any(HasMask),
        _ => node.Str() == Mask,
    };
}
