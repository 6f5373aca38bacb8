using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>Plays a cluster's Deployment controller: every Deployment is ready as soon as it is seen.</summary>
internal sealed class PlayedWorkloads : IAsyncDisposable
{
    private static readonly ResourceCollection Deployments = new(new("apps", "v1", "deployments"));
    private readonly IKubeApi _api;
    private readonly Informer _informer;

    public PlayedWorkloads(IKubeApi api)
    {
        _api = api;
        _informer = new(api, Deployments, TimeProvider.System);
        _informer.Changed += change =>
        {
            if (change.Type != WatchEventType.Deleted)
                _ = PlayAsync(change.Object.Copy());
        };
        _ = _informer.RunAsync(CancellationToken.None);
    }

    private async Task PlayAsync(JsonObject deployment)
    {
        var generation = deployment.Int("metadata", "generation");
        if (deployment.Int("status", "observedGeneration") == generation)
            return;
        var replicas = deployment.Int("spec", "replicas") ?? 1;
        deployment["status"] = new JsonObject
        {
            ["observedGeneration"] = generation,
            ["replicas"] = replicas,
            ["updatedReplicas"] = replicas,
            ["readyReplicas"] = replicas,
            ["availableReplicas"] = replicas,
        };
        try
        {
            await _api.ReplaceAsync(new(Deployments.Resource, deployment.Namespace(), deployment.Name(), "status"), deployment, new(), default);
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsNotFound)
        {
            // It has changed meanwhile; that change is seen too.
        }
    }

    public ValueTask DisposeAsync() => _informer.DisposeAsync();
}
