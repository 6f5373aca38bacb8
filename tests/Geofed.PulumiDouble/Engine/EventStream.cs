using System.Text.Json.Nodes;

namespace Geofed.PulumiDouble;

/// <summary>Tells the events of an operation, one after the other, to all who listen (contract 2.1).</summary>
internal sealed class EventStream(IReadOnlyList<IEventSink> sinks, bool colors, TimeProvider time)
{
    private readonly Lock _order = new();

    public void Emit(string kind, JsonObject body, bool isInternal = false)
    {
        lock (_order)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            foreach (var sink in sinks.Where(s => !isInternal || s.HearsInternal))
                sink.Take(kind, body, now);
        }
    }

    public void Say(string text) => Emit("stdoutEvent", new() { ["message"] = text + "\n", ["color"] = Color });

    /// <param name="severity">error or warning</param>
    public void Diagnose(string severity, string message, string? urn = null)
    {
        var body = new JsonObject();
        if (urn is not null)
            body["urn"] = urn;
        body["prefix"] = colors ? $"<{{%fg {(severity == "error" ? 1 : 3)}%}}>{severity}: <{{%reset%}}>" : severity + ": ";
        body["message"] = colors ? $"<{{%reset%}}>{message.TrimEnd('\n')}<{{%reset%}}>\n" : message.TrimEnd('\n') + "\n";
        body["color"] = Color;
        body["severity"] = severity;
        Emit("diagnosticEvent", body);
    }

    private string Color => colors ? "raw" : "never";
}
