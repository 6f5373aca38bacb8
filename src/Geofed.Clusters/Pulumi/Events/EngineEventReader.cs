using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>Reads one line of the engine's event stream. What a newer CLI adds is passed over.</summary>
internal static class EngineEventReader
{
    /// <summary>The event; null when this version of Geofed does not know it.</summary>
    /// <exception cref="JsonException">The line is not a JSON object.</exception>
    public static EngineEvent? Read(ReadOnlySpan<byte> line)
    {
        var envelope = JsonDocuments.ParseObject(line);
        var sequence = (int)(envelope.Int("sequence") ?? 0);
        var time = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(envelope.Int("timestamp") ?? 0, 0, 253402300799));
        foreach (var (key, body) in envelope)
        {
            if (body is JsonObject && Read(key, body, sequence, time) is { } known)
                return known;
        }
        return null;
    }

    private static EngineEvent? Read(string key, JsonNode body, int n, DateTimeOffset time) => key switch
    {
        "resourcePreEvent" when Step(body) is { } step => new ResourcePreEvent(n, time, step, body.Bool("planning") ?? false),
        "resOutputsEvent" when Step(body) is { } step => new ResourceOutputsEvent(n, time, step, body.Bool("planning") ?? false),
        "resOpFailedEvent" when Step(body) is { } step => new ResourceFailedEvent(n, time, step, body.Int("status") == 2),
        "diagnosticEvent" => new DiagnosticEvent(n, time, UrnOf(body, "urn"), body.Str("severity") ?? "info", Text(body), body.Bool("ephemeral") ?? false),
        "stdoutEvent" => new StdoutEvent(n, time, Text(body)),
        "summaryEvent" => new SummaryEvent(n, time, Counts(body.Obj("resourceChanges")), TimeSpan.FromSeconds(body.Int("durationSeconds") ?? 0),
            body.Str("result"), body.Bool("isPreview") ?? false, body.Bool("maybeCorrupt") ?? false),
        "progressEvent" => new ProgressEvent(n, time, body.Str("type") ?? "", body.Str("id") ?? "", Text(body), body.Int("received") ?? 0, body.Int("total") ?? 0, body.Bool("done") ?? false),
        "policyEvent" => new PolicyEvent(n, time, UrnOf(body, "resourceUrn"), body.Str("policyName") ?? "", body.Str("enforcementLevel") ?? "", Text(body)),
        "errorEvent" => new EngineErrorEvent(n, time, body.Str("error") ?? ""),
        "cancelEvent" => new CancelEvent(n, time),
        _ => null,
    };

    private static ResourceStep? Step(JsonNode body) => ResourceStep.From(body.Obj("metadata"));

    private static Urn? UrnOf(JsonNode body, string key) => body.Str(key) is { Length: > 0 } urn ? new Urn(urn) : null;

    private static string Text(JsonNode body) => ColourDirectives.Remove(body.Str("message") ?? "").Trim();

    /// <summary>Numbers of resources by operation.</summary>
    internal static IReadOnlyDictionary<string, int> Counts(JsonObject? changes) =>
        changes?.Where(c => c.Value.Int() is not null).ToDictionary(c => c.Key, c => (int)c.Value.Int()!.Value) ?? [];
}
