using System.Text.Json.Nodes;
using System.Threading.Channels;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.CustomResources;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Lifecycle;

/// <summary>The namespace and garbage-collection controllers: empties namespaces that end, and deletes what nobody owns any more.</summary>
internal sealed class Cleaner(ApiState state, ResourceOperations operations) : IAsyncDisposable
{
    private static readonly RequestContext AsItself = new(UserInfo.Admin("system:serviceaccount:kube-system:generic-garbage-collector"));
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly OwnerGraph _graph = new();
    private readonly HashSet<string> _ending = [];
    private readonly Dictionary<string, ObjectId> _endingDefinitions = [];
    private Task _running = Task.CompletedTask;

    public void Start()
    {
        state.Partition.Committed += Offer;
        foreach (var table in state.Partition.Resources)
        {
            foreach (var entry in state.Partition.Read(table).Entries)
                Offer(new(table, entry.Revision, null, entry, entry.Json));
        }
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        state.Partition.Committed -= Offer;
        _changes.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Offer(Change change) => _changes.Writer.TryWrite(change);

    private async Task RunAsync()
    {
        await foreach (var change in _changes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_stop.IsCancellationRequested)
                return;
            try
            {
                await OnChangeAsync(change).ConfigureAwait(false);
            }
            catch (KubeApiException)
            {
                // Somebody changed the object meanwhile: that change comes here as well.
            }
        }
    }

    private async Task OnChangeAsync(Change change)
    {
        var obj = change.Resource == Definitions.Table ? change.New?.Parse() : change.New?.Metadata();
        var id = new ObjectId(change.Resource, change.Key);
        if (obj is null)
        {
            var gone = JsonDocuments.ParseObject(change.Json);
            _graph.Remove(id);
            foreach (var dependent in _graph.Dependents(gone.Uid()))
                await CollectAsync(dependent).ConfigureAwait(false);
            foreach (var owner in gone.Objects("metadata", "ownerReferences"))
                await ReleaseOwnerAsync(owner.Str("uid")!).ConfigureAwait(false);
            await FinishDefinitionAsync(id.Table).ConfigureAwait(false);
            if (gone.Namespace() is { } ns)
                await FinishNamespaceAsync(ns).ConfigureAwait(false);
            else if (id.Table == "/namespaces")
                _ending.Remove(gone.Name());
            return;
        }
        _graph.Set(id, obj);
        // Let in before the namespace began to end, and written after.
        if (!obj.IsDeleting() && obj.Namespace() is { } around && _ending.Contains(around))
            await DeleteAsync(id, null).ConfigureAwait(false);
        if (obj.IsDeleting())
            await OnDeletingAsync(id, obj).ConfigureAwait(false);
        else if (obj.Objects("metadata", "ownerReferences").Any() && state.Registry.OfTable(change.Resource) is not null)
            await CollectAsync(id).ConfigureAwait(false);
    }

    private async Task OnDeletingAsync(ObjectId id, JsonObject obj)
    {
        if (id.Table == "/namespaces")
        {
            _ending.Add(obj.Name());
            foreach (var held in _graph.In(obj.Name()))
                await DeleteAsync(held, null).ConfigureAwait(false);
            await FinishNamespaceAsync(obj.Name()).ConfigureAwait(false);
        }
        if (id.Table == Definitions.Table)
            await EndDefinitionAsync(id, obj).ConfigureAwait(false);
        if (obj.Strings("metadata", "finalizers").Contains("orphan"))
        {
            foreach (var dependent in _graph.Dependents(obj.Uid()))
                await UpdateAsync(dependent, o => RemoveOwner(o, obj.Uid())).ConfigureAwait(false);
            await UpdateAsync(id, o => RemoveFinalizer(o, "orphan")).ConfigureAwait(false);
        }
        if (obj.Strings("metadata", "finalizers").Contains("foregroundDeletion"))
        {
            foreach (var dependent in _graph.Dependents(obj.Uid()))
                await DeleteAsync(dependent, "Foreground").ConfigureAwait(false);
            await ReleaseOwnerAsync(obj.Uid()).ConfigureAwait(false);
        }
    }

    /// <summary>The instances of a definition go before it does.</summary>
    private async Task EndDefinitionAsync(ObjectId id, JsonObject definition)
    {
        var table = TableOf(definition);
        _endingDefinitions[table] = id;
        await UpdateAsync(id, o => Terminating(o, "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress"), "status").ConfigureAwait(false);
        foreach (var instance in _graph.OfTable(table))
            await DeleteAsync(instance, null).ConfigureAwait(false);
        await FinishDefinitionAsync(table).ConfigureAwait(false);
    }

    private async Task FinishDefinitionAsync(string table)
    {
        if (!_endingDefinitions.TryGetValue(table, out var id) || _graph.OfTable(table).Count > 0)
            return;
        _endingDefinitions.Remove(table);
        await UpdateAsync(id, o => RemoveFinalizer(Terminating(o, "False", "InstanceDeletionCompleted", "removed all instances"), DefinitionStrategy.Finalizer), "status").ConfigureAwait(false);
    }

    private JsonObject Terminating(JsonObject definition, string status, string reason, string message)
    {
        DefinitionNames.Set(definition, "Terminating", status, reason, message, state.Now);
        return definition;
    }

    private static string TableOf(JsonObject definition) => $"{definition.Str("spec", "group")}/{definition.Str("spec", "names", "plural")}";

    /// <summary>Deletes an object none of whose owners is there any more; references to some that are gone are dropped.</summary>
    private async Task CollectAsync(ObjectId id)
    {
        if (_graph.Find(id) is not { } node)
            return;
        var solid = node.Owners.Where(IsThere).ToList();
        if (node.Owners.Count > 0 && solid.Count == 0)
            await DeleteAsync(id, "Background").ConfigureAwait(false);
    }

    private bool IsThere(OwnerLink owner)
    {
        if (_graph.HasUid(owner.Uid))
            return true;
        // The graph hears of changes a little later than they are made: ask for the owner itself.
        var resource = state.Registry.OfKind(owner.Group, owner.Kind);
        return resource is not null && state.Partition.Newest(resource.Table, Entry.KeyOf(resource.Api.Namespaced ? owner.Namespace : null, owner.Name))?.Parse().Uid() == owner.Uid;
    }

    /// <summary>An object that is deleted in the foreground goes when its last blocking dependent is gone.</summary>
    private async Task ReleaseOwnerAsync(string uid)
    {
        if (_graph.ByUid(uid) is { } owner && !_graph.Dependents(uid).Any(d => _graph.Find(d)!.Owners.Any(o => o.Uid == uid && o.Blocks)))
            await UpdateAsync(owner, o => o.IsDeleting() ? RemoveFinalizer(o, "foregroundDeletion") : o).ConfigureAwait(false);
    }

    private async Task FinishNamespaceAsync(string name)
    {
        if (_graph.In(name).Count == 0 && state.Namespace(name) is { } entry && entry.Parse() is var ns && ns.IsDeleting())
        {
            await UpdateAsync(new("/namespaces", name), o =>
            {
                o.Ensure("spec")["finalizers"] = new JsonArray([.. o.Strings("spec", "finalizers").Where(f => f != "kubernetes").Select(f => (JsonNode)f)]);
                return o;
            }, "finalize").ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(ObjectId id, string? policy)
    {
        if (state.Registry.OfTable(id.Table) is not { } resource)
            return;
        try
        {
            await operations.DeleteAsync(resource, id.Path(resource), new() { PropagationPolicy = policy }, AsItself with { Time = state.Now }).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // Gone is what it should be.
        }
    }

    private async Task UpdateAsync(ObjectId id, Func<JsonObject, JsonObject> change, string? subresource = null)
    {
        if (state.Registry.OfTable(id.Table) is not { } resource)
            return;
        try
        {
            await operations.ChangeAsync(resource, id.Path(resource) with { Subresource = subresource }, change, AsItself with { Time = state.Now }).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // Gone already.
        }
    }

    private static JsonObject RemoveFinalizer(JsonObject obj, string finalizer)
    {
        var rest = obj.Strings("metadata", "finalizers").Where(f => f != finalizer).Select(f => (JsonNode)f).ToArray();
        if (rest.Length > 0)
            obj.Ensure("metadata")["finalizers"] = new JsonArray(rest);
        else
            obj.Ensure("metadata").Remove("finalizers");
        return obj;
    }

    private static JsonObject RemoveOwner(JsonObject obj, string uid)
    {
        var rest = obj.Objects("metadata", "ownerReferences").Where(o => o.Str("uid") != uid).Select(o => (JsonNode)o.Copy()).ToArray();
        if (rest.Length > 0)
            obj.Ensure("metadata")["ownerReferences"] = new JsonArray(rest);
        else
            obj.Ensure("metadata").Remove("ownerReferences");
        return obj;
    }
}
