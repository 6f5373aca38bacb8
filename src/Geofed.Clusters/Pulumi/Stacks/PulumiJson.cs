using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>Documents that the CLI writes with --json.</summary>
internal static class PulumiJson
{
    /// <exception cref="JsonException">It is no object.</exception>
    public static JsonObject Object(string text) => JsonDocuments.ParseObject(Encoding.UTF8.GetBytes(text));

    /// <exception cref="JsonException">It is no array of objects.</exception>
    public static IReadOnlyList<JsonObject> Objects(string text) =>
        JsonNode.Parse(text) is JsonArray all ? [.. all.OfType<JsonObject>()] : throw new JsonException("The document is not a JSON array.");

    /// <summary>A time as 2026-01-01T00:00:00.000Z; null when there is none.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
