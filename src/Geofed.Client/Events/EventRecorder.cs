using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>
/// Tells the user of an object what happened to it, as core/v1 Events. The same event of the same object is counted, not repeated. Never
/// fails: an event that cannot be written is lost.
/// </summary>
public sealed class EventRecorder(IKubeApi api, TimeProvider time, string fieldManager)
{
    private static readonly GroupVersionResource Events = new("", "v1", "events");
    private const int Remembered = 4096;
    private readonly ConcurrentDictionary<(string Uid, string Reason, string Message), (string Name, int Count)> _recent = new();

    /// <param name="source">The component that tells, e.g. "deployment-controller".</param>
    public async Task RecordAsync(JsonObject about, string source, bool warning, string reason, string message, CancellationToken ct)
    {
        var ns = about.Namespace() ?? "default";
        var now = time.GetUtcNow();
        var key = (about.Uid(), reason, message);
        try
        {
            if (_recent.TryGetValue(key, out var earlier))
            {
                _recent[key] = earlier with { Count = earlier.Count + 1 };
                var again = new JsonObject { ["count"] = earlier.Count + 1, ["lastTimestamp"] = KubeTime.Format(now) };
                await api.PatchAsync(new(Events, ns, earlier.Name), PatchKind.Merge, again, new(fieldManager), ct).ConfigureAwait(false);
                return;
            }
            var name = $"{about.Name()}.{now.UtcTicks:x}{Random.Shared.Next(0x10000):x4}";
            if (_recent.Count >= Remembered)
                _recent.Clear();
            _recent[key] = (name, 1);
            await api.CreateAsync(new(Events, ns), Document(about, ns, name, source, warning, reason, message, now), new(fieldManager), ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            _recent.TryRemove(key, out _);
        }
    }

    private static JsonObject Document(JsonObject about, string ns, string name, string source, bool warning, string reason, string message, DateTimeOffset now) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["involvedObject"] = new JsonObject
        {
            ["apiVersion"] = about.Str("apiVersion"),
            ["kind"] = about.Str("kind"),
            ["namespace"] = about.Namespace(),
            ["name"] = about.Name(),
            ["uid"] = about.Uid(),
            ["resourceVersion"] = about.ResourceVersion(),
        },
        ["type"] = warning ? "Warning" : "Normal",
        ["reason"] = reason,
        ["message"] = message.Length <= 1024 ? message : message[..1024],
        ["source"] = new JsonObject { ["component"] = source },
        ["reportingComponent"] = source,
        ["reportingInstance"] = "",
        ["firstTimestamp"] = KubeTime.Format(now),
        ["lastTimestamp"] = KubeTime.Format(now),
        ["count"] = 1,
    };
}
