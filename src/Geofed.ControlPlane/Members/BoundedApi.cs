using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// A member's API that always answers: a request that takes too long, or whose answer is not to be understood, fails as unreachable. So a member
/// that hangs holds nothing up for longer than that. Watches are not bounded.
/// </summary>
internal sealed class BoundedApi(string cluster, IKubeApi inner, TimeProvider time, TimeSpan limit) : IKubeApi, IDisposable
{
    /// <summary>All pods of a large member take a while.</summary>
    private static readonly TimeSpan ListLimit = TimeSpan.FromMinutes(1);

    public Task<JsonObject> GetAsync(ResourcePath path, CancellationToken ct) =>
        WithinAsync(token => inner.GetAsync(path, token), limit, ct);

    public Task<ResourceList> ListAsync(ResourceCollection collection, ListOptions options, CancellationToken ct) =>
        WithinAsync(token => inner.ListAsync(collection, options, token), ListLimit, ct);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceCollection collection, ListOptions options, CancellationToken ct) =>
        inner.WatchAsync(collection, options, ct);

    public Task<JsonObject> CreateAsync(ResourceCollection collection, JsonObject body, WriteOptions options, CancellationToken ct, string? name = null, string? subresource = null) =>
        WithinAsync(token => inner.CreateAsync(collection, body, options, token, name, subresource), limit, ct);

    public Task<JsonObject> ReplaceAsync(ResourcePath path, JsonObject body, WriteOptions options, CancellationToken ct) =>
        WithinAsync(token => inner.ReplaceAsync(path, body, options, token), limit, ct);

    public Task<JsonObject> PatchAsync(ResourcePath path, PatchKind kind, JsonNode patch, WriteOptions options, CancellationToken ct) =>
        WithinAsync(token => inner.PatchAsync(path, kind, patch, options, token), limit, ct);

    public Task<JsonObject> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken ct) =>
        WithinAsync(token => inner.DeleteAsync(path, options, token), limit, ct);

    public Task<IReadOnlyList<ApiResource>> DiscoverAsync(CancellationToken ct) => WithinAsync(inner.DiscoverAsync, limit, ct);

    public Task<string> GetRawAsync(string path, CancellationToken ct) => GetRawAsync(path, limit, ct);

    public Task<string> GetRawAsync(string path, TimeSpan within, CancellationToken ct) =>
        WithinAsync(token => inner.GetRawAsync(path, token), within, ct);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> request, TimeSpan within, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            // WaitAsync as well: a client that does not heed its token must not hold its caller.
            return await request(both.Token).WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ClusterUnreachableException($"cluster '{cluster}' did not answer within {within.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or HttpRequestException)
        {
            throw new ClusterUnreachableException($"cluster '{cluster}' gave an answer that is none of a Kubernetes API: {e.Message}", e);
        }
    }
}
