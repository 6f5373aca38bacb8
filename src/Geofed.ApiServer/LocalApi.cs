using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Watching;
using Geofed.Model;

namespace Geofed.ApiServer;

/// <summary>
/// The API for code in the same process: no HTTP, no JSON text, an administrator by the name of its user. What is listed and watched is shared between all who
/// see it, so that nobody may change it, and is without managedFields, which nobody here looks at.
/// </summary>
internal sealed class LocalApi(ResourceOperations operations, ApiState state, string user, Func<string, string?> raw) : IKubeApi
{
    public Task<JsonObject> GetAsync(ResourcePath path, CancellationToken ct) => Answer(() => Task.FromResult(operations.Get(operations.Find(path.Resource), path).Object), ct);

    public Task<ResourceList> ListAsync(ResourceCollection collection, ListOptions options, CancellationToken ct) => Answer(() =>
    {
        var resource = operations.Find(collection.Resource);
        var page = operations.Lister.List(resource, collection.Namespace, new(Selectors.Parse(resource, options.LabelSelector, options.FieldSelector), 0, null, null, null));
        return Task.FromResult(new ResourceList([.. page.Items.Select(i => i.Shared)], page.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }, ct);

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceCollection collection, ListOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var resource = operations.Find(collection.Resource);
        var query = new WatchQuery(Selectors.Parse(resource, options.LabelSelector, options.FieldSelector), options.ResourceVersion, options.AllowWatchBookmarks, null, options.Timeout ?? TimeSpan.FromHours(1));
        await foreach (var (type, obj) in operations.Watches.WatchAsync(resource, collection.Namespace, query, ct).ConfigureAwait(false))
        {
            yield return new(type switch
            {
                "ADDED" => WatchEventType.Added,
                "MODIFIED" => WatchEventType.Modified,
                "DELETED" => WatchEventType.Deleted,
                _ => WatchEventType.Bookmark,
            }, obj.Shared);
        }
        ct.ThrowIfCancellationRequested();
    }

    public Task<JsonObject> CreateAsync(ResourceCollection collection, JsonObject body, WriteOptions options, CancellationToken ct, string? name = null, string? subresource = null) =>
        Write(options, context => operations.CreateAsync(operations.Find(collection.Resource), collection.Namespace, name, subresource, body.Copy(), context), ct);

    public Task<JsonObject> ReplaceAsync(ResourcePath path, JsonObject body, WriteOptions options, CancellationToken ct) =>
        Write(options, async context => (await operations.ReplaceAsync(operations.Find(path.Resource), path, body.Copy(), context).ConfigureAwait(false)).Object, ct);

    public Task<JsonObject> PatchAsync(ResourcePath path, PatchKind kind, JsonNode patch, WriteOptions options, CancellationToken ct) =>
        Write(options, async context => (await operations.PatchAsync(operations.Find(path.Resource), path, kind, patch.Copy(), context).ConfigureAwait(false)).Object, ct);

    public Task<JsonObject> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken ct) => Write(new() { DryRun = options.DryRun },
        async context => (await operations.DeleteAsync(operations.Find(path.Resource), path, options, context).ConfigureAwait(false)).Answer, ct);

    public Task<IReadOnlyList<ApiResource>> DiscoverAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<ApiResource>>([.. state.Registry.All.Select(r => r.Api)]);

    public Task<string> GetRawAsync(string path, CancellationToken ct) => Answer(() => Task.FromResult(raw(path) ?? throw Failures.NoSuchResource()), ct);

    private async Task<JsonObject> Write(WriteOptions options, Func<RequestContext, Task<JsonObject>> write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var context = new RequestContext(UserInfo.Admin(user))
        {
            FieldManager = options.FieldManager ?? user,
            DryRun = options.DryRun,
            FieldValidation = options.FieldValidation ?? "Warn",
            Force = options.Force ? true : null,
            Time = state.Now,
        };
        var result = await write(context).ConfigureAwait(false);
        context.Warnings.ForEach(w => options.OnWarning?.Invoke(w));
        return result;
    }

    private static Task<T> Answer<T>(Func<Task<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return read();
        }
        catch (KubeApiException e)
        {
            return Task.FromException<T>(e);
        }
    }
}
