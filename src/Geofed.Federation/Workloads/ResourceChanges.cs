using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Changes what is published, of any kind that has what is changed. The change goes to every cluster where it runs.</summary>
/// <param name="resources">Of the same federation.</param>
public sealed class ResourceChanges(FederatedResources resources, IKubeApi api, TimeProvider time)
{
    /// <summary>What kubectl rollout restart writes into a pod template, so that all pods are replaced.</summary>
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    private static readonly WriteOptions Write = new("geofed");

    /// <summary>Whether its controller replaces pods when their template changes.</summary>
    public static bool CanRestart(FederatedResource resource) => resource.Key.Kind is { Group: "apps", Kind: "Deployment" or "StatefulSet" or "DaemonSet" };

    /// <summary>Whether it has replicas to set.</summary>
    public async Task<bool> CanScaleAsync(FederatedResource resource, CancellationToken ct) =>
        (await api.FindAsync(await PathOfAsync(resource, ct).ConfigureAwait(false), ct).ConfigureAwait(false)).Int("spec", "replicas") is not null;

    /// <summary>Sets the replicas of all clusters together.</summary>
    /// <exception cref="KubeApiException">NotFound when it is gone.</exception>
    public async Task ScaleAsync(FederatedResource resource, int replicas, CancellationToken ct) =>
        await api.PatchAsync(await PathOfAsync(resource, ct).ConfigureAwait(false), PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }, Write, ct).ConfigureAwait(false);

    /// <summary>Has all pods replaced, cluster by cluster as the kind's own strategy does.</summary>
    /// <exception cref="KubeApiException">NotFound when it is gone.</exception>
    public async Task RestartAsync(FederatedResource resource, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = now } } };
        await api.PatchAsync(await PathOfAsync(resource, ct).ConfigureAwait(false), PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["template"] = patch } }, Write, ct).ConfigureAwait(false);
    }

    private async Task<ResourcePath> PathOfAsync(FederatedResource resource, CancellationToken ct) =>
        (await resources.Kinds.GetAsync(resource.Key.Kind, resource.ToString(), ct).ConfigureAwait(false)).In(resource.Key.Name.Namespace).Named(resource.Name);
}
