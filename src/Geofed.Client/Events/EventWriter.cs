using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>What is told of an object.</summary>
internal sealed record ToldEvent(JsonObject About, string Source, bool Warning, string Reason, string Message, DateTimeOffset At, string? Host, string? FieldPath);

/// <summary>Writes Events, one at a time: the first of its kind as an object, those like it as its count.</summary>
internal sealed class EventWriter(IKubeApi api, string fieldManager)
{
    private static readonly GroupVersionResource Events = new("", "v1", "events");
    private const int Remembered = 4096;
    private readonly Dictionary<(string Uid, string Reason, string Message, string? FieldPath), (string Name, int Count)> _recent = [];
    private readonly WriteOptions _options = new(fieldManager);

    public async Task WriteAsync(ToldEvent told, CancellationToken ct)
    {
        var events = new ResourceCollection(Events, told.About.Namespace() ?? "default");
        var key = (told.About.Uid(), told.Reason, told.Message, told.FieldPath);
        try
        {
            if (_recent.TryGetValue(key, out var earlier))
            {
                _recent[key] = earlier with { Count = earlier.Count + 1 };
                var again = new JsonObject { ["count"] = earlier.Count + 1, ["lastTimestamp"] = KubeTime.Format(told.At) };
                await api.PatchAsync(events.Named(earlier.Name), PatchKind.Merge, again, _options, ct).ConfigureAwait(false);
                return;
            }
            var name = $"{told.About.Name()}.{told.At.UtcTicks:x}{Random.Shared.Next(0x10000):x4}";
            if (_recent.Count >= Remembered)
                _recent.Clear();
            _recent[key] = (name, 1);
            await api.CreateAsync(events, Document(told, events.Namespace!, name), _options, ct).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever an event runs into, those behind it are written.
        catch (Exception)
#pragma warning restore CA1031
        {
            _recent.Remove(key);
        }
    }

    private static JsonObject Document(ToldEvent told, string ns, string name)
    {
        var about = new JsonObject
        {
            ["apiVersion"] = told.About.Str("apiVersion"),
            ["kind"] = told.About.Str("kind"),
            ["namespace"] = told.About.Namespace(),
            ["name"] = told.About.Name(),
            ["uid"] = told.About.Uid(),
            ["resourceVersion"] = told.About.ResourceVersion(),
        };
        if (told.FieldPath is not null)
            about["fieldPath"] = told.FieldPath;
        var source = new JsonObject { ["component"] = told.Source };
        if (told.Host is not null)
            source["host"] = told.Host;
        var at = KubeTime.Format(told.At);
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["involvedObject"] = about,
            ["type"] = told.Warning ? "Warning" : "Normal",
            ["reason"] = told.Reason,
            ["message"] = told.Message.Length <= 1024 ? told.Message : told.Message[..1024],
            ["source"] = source,
            ["reportingComponent"] = told.Source,
            ["reportingInstance"] = told.Host ?? "",
            ["firstTimestamp"] = at,
            ["lastTimestamp"] = at,
            ["count"] = 1,
        };
    }
}
