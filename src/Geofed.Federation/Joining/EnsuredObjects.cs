using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Joining;

/// <summary>Objects that must be there, or be gone, however often they are asked for.</summary>
internal static class EnsuredObjects
{
    private static readonly WriteOptions Writes = new(JoinNames.FieldManager);

    /// <summary>Creates the object; when it exists, what the document says is merged into it.</summary>
    public static async Task<JsonObject> EnsureAsync(this IKubeApi api, GroupVersionResource resource, JsonObject document, CancellationToken ct)
    {
        var collection = new ResourceCollection(resource, document.Namespace());
        try
        {
            return await api.CreateAsync(collection, document.Copy(), Writes, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            return await api.PatchAsync(collection.Named(document.Name()), PatchKind.Merge, document.Copy(), Writes, ct).ConfigureAwait(false);
        }
    }

    public static async Task<JsonObject?> FindAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            return await api.GetAsync(path, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Deletes the object if it is there.</summary>
    public static async Task EnsureGoneAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            await api.DeleteAsync(path, new DeleteOptions { PropagationPolicy = "Background" }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
        }
    }

    /// <summary>Takes all finalizers off, so that a deletion that waits for nobody ends.</summary>
    public static async Task ReleaseAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } };
            await api.PatchAsync(path, PatchKind.Merge, patch, Writes, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
        }
    }
}
