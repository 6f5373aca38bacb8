using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>Plays the pod of each Job of a cluster: it has ended with these words as soon as the Job is seen, or waits for an image when there are none.</summary>
internal sealed class PlayedProbe : IAsyncDisposable
{
    private readonly Informer _informer;

    public PlayedProbe(IKubeApi api, string? answer, int exitCode = 0, string container = "containerd://1")
    {
        _informer = new(api, new(new("batch", "v1", "jobs")), TimeProvider.System);
        _informer.Changed += change =>
        {
            if (change.Type == WatchEventType.Added)
                _ = PlayAsync(api, change.Object, State(answer, exitCode, container));
        };
        _ = _informer.RunAsync(CancellationToken.None);
    }

    private static JsonObject State(string? answer, int exitCode, string container) => answer is null
        ? new() { ["waiting"] = new JsonObject { ["reason"] = "ImagePullBackOff", ["message"] = "Back-off pulling image" } }
        : new() { ["terminated"] = new JsonObject { ["exitCode"] = exitCode, ["message"] = answer, ["containerID"] = container } };

    private static async Task PlayAsync(IKubeApi api, JsonObject job, JsonObject state)
    {
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = job.Name(),
                ["labels"] = new JsonObject { ["job-name"] = job.Name() },
                ["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["name"] = job.Name(), ["uid"] = job.Uid(), ["controller"] = true }),
            },
            ["spec"] = job.Obj("spec", "template", "spec").Copy(),
        };
        var pods = new ResourceCollection(new("", "v1", "pods"), job.Namespace());
        pod = await api.CreateAsync(pods, pod, new(), default);
        pod["status"] = new JsonObject { ["phase"] = "Pending", ["containerStatuses"] = new JsonArray(new JsonObject { ["name"] = "probe", ["state"] = state }) };
        await api.ReplaceAsync(pods.Named(pod.Name(), "status"), pod, new(), default);
    }

    public ValueTask DisposeAsync() => _informer.DisposeAsync();
}
