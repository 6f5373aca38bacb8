using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>
/// One Kubernetes API, as a client sees it. Served in the same process by <c>Geofed.ApiServer</c>, or reached over HTTPS by
/// <c>Geofed.Client</c>; whoever uses it cannot tell which. Objects returned belong to the caller, who may change them.
/// Every member throws <see cref="KubeApiException"/> for an answer that is a failure, and
/// <see cref="ClusterUnreachableException"/> when there is no answer.
/// </summary>
public interface IKubeApi
{
    Task<JsonObject> GetAsync(ResourcePath path, CancellationToken ct);

    /// <summary>Lists a collection whole, following <c>continue</c> pages where the server pages.</summary>
    Task<ResourceList> ListAsync(ResourceCollection collection, ListOptions options, CancellationToken ct);

    /// <summary>
    /// Watches from <see cref="ListOptions.ResourceVersion"/> until the server ends the stream or the token is cancelled.
    /// An ERROR event is thrown as the <see cref="KubeApiException"/> it carries (410 when the history is gone).
    /// </summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ResourceCollection collection, ListOptions options, CancellationToken ct);

    /// <summary>Creates an object; <paramref name="subresource"/> of a named one (e.g. "token") when given with the object's name in <paramref name="name"/>.</summary>
    Task<JsonObject> CreateAsync(ResourceCollection collection, JsonObject body, WriteOptions options, CancellationToken ct, string? name = null, string? subresource = null);

    Task<JsonObject> ReplaceAsync(ResourcePath path, JsonObject body, WriteOptions options, CancellationToken ct);

    Task<JsonObject> PatchAsync(ResourcePath path, PatchKind kind, JsonNode patch, WriteOptions options, CancellationToken ct);

    /// <summary>Deletes an object. Returns what the server answers: a Status, or the object when it waits for finalizers.</summary>
    Task<JsonObject> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken ct);

    /// <summary>What this API serves, from its discovery documents.</summary>
    Task<IReadOnlyList<ApiResource>> DiscoverAsync(CancellationToken ct);

    /// <summary>GET of a path that is no resource, e.g. "/version" or "/readyz": the text of a 200 answer.</summary>
    Task<string> GetRawAsync(string path, CancellationToken ct);
}

/// <summary>How a patch is to be read; <see cref="Apply"/> is server-side apply.</summary>
public enum PatchKind { Json, Merge, Strategic, Apply }

/// <summary>What to list or watch. Selectors are in the API's own syntax.</summary>
public sealed record ListOptions
{
    public static readonly ListOptions All = new();
    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }
    public string? ResourceVersion { get; init; }
    public bool AllowWatchBookmarks { get; init; } = true;
    public TimeSpan? Timeout { get; init; }
}

/// <summary>How to write: who writes, whether only to try, and whether apply takes fields from others.</summary>
public sealed record WriteOptions(string? FieldManager = null)
{
    public bool Force { get; init; }
    public bool DryRun { get; init; }
    /// <summary>Strict, Warn or Ignore; the server's default when null.</summary>
    public string? FieldValidation { get; init; }
    /// <summary>Called for each Warning header that the server sends.</summary>
    public Action<string>? OnWarning { get; init; }
}

/// <summary>How to delete; see Kubernetes' DeleteOptions.</summary>
public sealed record DeleteOptions
{
    /// <summary>Background, Foreground or Orphan; the server's default when null.</summary>
    public string? PropagationPolicy { get; init; }
    public int? GracePeriodSeconds { get; init; }
    public string? Uid { get; init; }
    public string? ResourceVersion { get; init; }
    public bool DryRun { get; init; }
}

/// <summary>A list and the resource version from which a watch continues it.</summary>
public sealed record ResourceList(IReadOnlyList<JsonObject> Items, string ResourceVersion);

/// <summary>A change seen by a watch. For <see cref="WatchEventType.Bookmark"/> the object carries only its resource version.</summary>
public readonly record struct WatchEvent(WatchEventType Type, JsonObject Object);

/// <summary>What happened to the object of a <see cref="WatchEvent"/>.</summary>
public enum WatchEventType { Added, Modified, Deleted, Bookmark }
