using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane;

/// <summary>How the controllers write to their own API: only what differs, and as one field manager.</summary>
internal static class Writes
{
    public const string FieldManager = "karmada-controller-manager";

    public static readonly WriteOptions Options = new(FieldManager);

    public static Task<JsonObject> MergeAsync(this IKubeApi api, ResourcePath path, JsonObject patch, CancellationToken ct) =>
        api.PatchAsync(path, PatchKind.Merge, patch, Options, ct);

    /// <summary>
    /// Writes these fields of the status when they differ from what the cache holds, and only over that very version: several controllers write
    /// conditions, and a merge replaces the list.
    /// </summary>
    public static async Task<bool> MergeStatusAsync(this IKubeApi api, ResourceCollection collection, JsonObject cached, JsonObject status, CancellationToken ct)
    {
        if (status.All(field => JsonNavigation.Same(field.Value, cached.At("status", field.Key))))
            return false;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = cached.ResourceVersion() }, ["status"] = status };
        await api.MergeAsync(collection.Named(cached.Name(), "status"), patch, ct).ConfigureAwait(false);
        return true;
    }

    public static async Task<bool> AddFinalizerAsync(this IKubeApi api, ResourceCollection collection, JsonObject cached, string finalizer, CancellationToken ct)
    {
        if (cached.Strings("metadata", "finalizers").Contains(finalizer))
            return false;
        await SetFinalizersAsync(api, collection, cached, [.. cached.Strings("metadata", "finalizers"), finalizer], ct).ConfigureAwait(false);
        return true;
    }

    public static async Task RemoveFinalizerAsync(this IKubeApi api, ResourceCollection collection, JsonObject cached, string finalizer, CancellationToken ct)
    {
        if (cached.Strings("metadata", "finalizers").Contains(finalizer))
            await SetFinalizersAsync(api, collection, cached, [.. cached.Strings("metadata", "finalizers").Where(f => f != finalizer)], ct).ConfigureAwait(false);
    }

    public static async Task DeleteIfThereAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            await api.DeleteAsync(path, new DeleteOptions { PropagationPolicy = "Background" }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
        }
    }

    /// <summary>Creates what the cache does not hold. When it is there after all, the cache is behind: a conflict, which is tried again.</summary>
    public static async Task CreateMissingAsync(this IKubeApi api, ResourceCollection collection, JsonObject o, CancellationToken ct)
    {
        try
        {
            await api.CreateAsync(collection, o, Options, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            throw new KubeApiException(409, "Conflict", e.Message, e.Details);
        }
    }

    public static async Task<bool> IsMissingAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            await api.GetAsync(path, ct).ConfigureAwait(false);
            return false;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return true;
        }
    }

    // With the resource version: another's finalizer must not be lost.
    private static async Task SetFinalizersAsync(IKubeApi api, ResourceCollection collection, JsonObject cached, string[] finalizers, CancellationToken ct)
    {
        var metadata = new JsonObject
        {
            ["resourceVersion"] = cached.ResourceVersion(),
            ["finalizers"] = new JsonArray([.. finalizers.Select(f => JsonValue.Create(f))]),
        };
        try
        {
            await api.MergeAsync(collection.Named(cached.Name()), new JsonObject { ["metadata"] = metadata }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
        }
    }
}
