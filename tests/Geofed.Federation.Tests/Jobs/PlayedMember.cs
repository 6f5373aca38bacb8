using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Jobs;

/// <summary>A federation of one member, which is this, too: its Cluster, its secret, its pods and what they have written.</summary>
internal sealed class PlayedMember : IKubeApi
{
    public JsonObject[] Pods { get; init; } = [];

    public Dictionary<string, string> Texts { get; } = [];

    public Task<JsonObject> GetAsync(ResourcePath path, CancellationToken ct) =>
        Task.FromResult(JsonDocuments.ParseObject("""{ "metadata": { "name": "us" }, "spec": { "apiEndpoint": "https://127.0.0.1:1/", "secretRef": { "namespace": "n", "name": "us" } }, "data": { "token": "dA==" } }"""u8));

    public Task<ResourceList> ListAsync(ResourceCollection collection, ListOptions options, CancellationToken ct) => Task.FromResult(new ResourceList(Pods, "1"));

    public Task<string> GetRawAsync(string path, CancellationToken ct) => Task.FromResult(Texts[path]);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceCollection collection, ListOptions options, CancellationToken ct) => throw new NotSupportedException();

    public Task<JsonObject> CreateAsync(ResourceCollection collection, JsonObject body, WriteOptions options, CancellationToken ct, string? name = null, string? subresource = null) => throw new NotSupportedException();

    public Task<JsonObject> ReplaceAsync(ResourcePath path, JsonObject body, WriteOptions options, CancellationToken ct) => throw new NotSupportedException();

    public Task<JsonObject> PatchAsync(ResourcePath path, PatchKind kind, JsonNode patch, WriteOptions options, CancellationToken ct) => throw new NotSupportedException();

    public Task<JsonObject> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<ApiResource>> DiscoverAsync(CancellationToken ct) => throw new NotSupportedException();
}
