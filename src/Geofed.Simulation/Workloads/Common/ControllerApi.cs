using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>
/// Writes that are in the caches when they return. So a controller that looks at its caches again sees all that it did itself and never does it
/// twice: what kube-controller-manager keeps expectations for.
/// </summary>
internal sealed class ControllerApi(IKubeApi api, ClusterCaches caches)
{
    private static readonly WriteOptions Options = new();

    /// <summary>Reads past the caches; null when there is none.</summary>
    public Task<JsonObject?> FindAsync(GroupVersionResource resource, NamespacedName name, CancellationToken ct) =>
        api.FindAsync(new(resource, name.Namespace, name.Name), ct);

    public async Task<JsonObject> CreateAsync(GroupVersionResource resource, JsonObject body, CancellationToken ct)
    {
        var made = await api.CreateAsync(new(resource, body.Namespace()), body, Options, ct).ConfigureAwait(false);
        await SeenAsync(resource, made, ct).ConfigureAwait(false);
        return made;
    }

    /// <summary>Asks for a subresource of an object, e.g. a "token" of a service account.</summary>
    public Task<JsonObject> PostAsync(ResourcePath path, JsonObject body, CancellationToken ct) =>
        api.CreateAsync(path.Collection, body, Options, ct, path.Name, path.Subresource);

    /// <summary>Changes an object, if it is still as the cache has it: a conflict otherwise, after which it is tried again with what is new.</summary>
    public async Task<JsonObject> MergeAsync(GroupVersionResource resource, JsonObject cached, JsonObject patch, CancellationToken ct, string? subresource = null)
    {
        patch.Ensure("metadata")["resourceVersion"] = cached.ResourceVersion();
        var path = new ResourcePath(resource, cached.Namespace(), cached.Name(), subresource);
        var written = await api.PatchAsync(path, PatchKind.Merge, patch, Options, ct).ConfigureAwait(false);
        await SeenAsync(resource, written, ct).ConfigureAwait(false);
        return written;
    }

    /// <summary>Writes these fields of a status where they differ; null takes a field away.</summary>
    public async Task<JsonObject> MergeStatusAsync(GroupVersionResource resource, JsonObject cached, JsonObject status, CancellationToken ct) =>
        status.All(field => JsonNavigation.Same(field.Value, cached.At("status", field.Key))) ? cached
            : await MergeAsync(resource, cached, new JsonObject { ["status"] = status }, ct, "status").ConfigureAwait(false);

    /// <summary>Deletes this very object. It is none of our business when it is gone, or another one of its name is there.</summary>
    public async Task DeleteAsync(GroupVersionResource resource, JsonObject cached, CancellationToken ct, string? propagation = null)
    {
        try
        {
            await api.DeleteAsync(new(resource, cached.Namespace(), cached.Name()), new() { Uid = cached.Uid(), PropagationPolicy = propagation }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound || e.Code == 409)
        {
            return;
        }
        if (caches.Find(resource) is { } cache)
            await cache.UntilAsync(c => c.Get(cached.Key()) is var o && (o is null || o.IsDeleting() || o.Uid() != cached.Uid()), ct).ConfigureAwait(false);
    }

    public async Task RemoveFinalizerAsync(GroupVersionResource resource, JsonObject cached, string finalizer, CancellationToken ct)
    {
        var rest = cached.Strings("metadata", "finalizers").Where(f => f != finalizer).Select(f => (JsonNode)f).ToArray();
        if (rest.Length == cached.Arr("metadata", "finalizers")?.Count)
            return;
        try
        {
            await MergeAsync(resource, cached, new() { ["metadata"] = new JsonObject { ["finalizers"] = rest.Length > 0 ? new JsonArray(rest) : null } }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // Gone with its finalizer.
        }
    }

    private Task SeenAsync(GroupVersionResource resource, JsonObject written, CancellationToken ct) =>
        caches.Find(resource)?.UntilAsync(c => Version(c.ResourceVersion) >= Version(written.ResourceVersion()), ct) ?? Task.CompletedTask;

    private static long Version(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
