using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>Something that is worth telling of a pod.</summary>
/// <param name="Container">The path of the container that it is about, e.g. "spec.containers{web}"; null for the pod itself.</param>
internal sealed record PodEvent(bool Warning, string Reason, string Message, string? Container = null);

/// <summary>
/// Tells of pods as core/v1 Events, in the name of one component. The same event of the same pod is counted, not repeated. Never fails: an event that
/// cannot be written is lost.
/// </summary>
internal sealed class PodEvents(SimulationContext context, string component)
{
    private const int Remembered = 2048;
    private readonly ConcurrentDictionary<(string Uid, string Message, string? Container), (string Name, int Count)> _recent = new();
    private readonly WriteOptions _options = new(component);

    /// <param name="host">The node whose kubelet says it.</param>
    public async Task RecordAsync(JsonObject pod, PodEvent told, CancellationToken ct, string? host = null)
    {
        var now = context.Time.GetUtcNow();
        var key = (pod.Uid(), told.Message, told.Container);
        var collection = new ResourceCollection(ClusterResources.Events, pod.Namespace());
        try
        {
            if (_recent.TryGetValue(key, out var earlier))
            {
                _recent[key] = earlier with { Count = earlier.Count + 1 };
                var again = new JsonObject { ["count"] = earlier.Count + 1, ["lastTimestamp"] = KubeTime.Format(now) };
                await context.Api.PatchAsync(collection.Named(earlier.Name), PatchKind.Merge, again, _options, ct).ConfigureAwait(false);
                return;
            }
            if (_recent.Count >= Remembered)
                _recent.Clear();
            var name = $"{pod.Name()}.{now.UtcTicks:x}{Random.Shared.Next(0x10000):x4}";
            _recent[key] = (name, 1);
            await context.Api.CreateAsync(collection, Document(pod, told, name, host, KubeTime.Format(now)), _options, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            _recent.TryRemove(key, out _);
        }
    }

    private JsonObject Document(JsonObject pod, PodEvent told, string name, string? host, string now)
    {
        var about = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["namespace"] = pod.Namespace(),
            ["name"] = pod.Name(),
            ["uid"] = pod.Uid(),
            ["resourceVersion"] = pod.ResourceVersion(),
        };
        if (told.Container is not null)
            about["fieldPath"] = told.Container;
        var source = new JsonObject { ["component"] = component };
        if (host is not null)
            source["host"] = host;
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = pod.Namespace() },
            ["involvedObject"] = about,
            ["type"] = told.Warning ? "Warning" : "Normal",
            ["reason"] = told.Reason,
            ["message"] = told.Message.Length <= 1024 ? told.Message : told.Message[..1024],
            ["source"] = source,
            ["reportingComponent"] = component,
            ["reportingInstance"] = host ?? "",
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
        };
    }
}
