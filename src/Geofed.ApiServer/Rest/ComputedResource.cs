using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Tables;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>
/// A resource that is worked out from others of the same API whenever it is asked for, as an aggregated API server's would be: nothing of it is stored, and it
/// can only be got and listed.
/// </summary>
/// <param name="Objects">Its objects in a namespace, or in all, in the order of their names. They may be kept by nobody.</param>
public sealed record ComputedResource(GroupVersionResource Resource, string Kind, bool Namespaced, Func<StoredObjects, string?, IEnumerable<JsonObject>> Objects)
{
    internal ServedResource Serve()
    {
        var api = new ApiResource(Resource, Kind, Namespaced) { Verbs = ["get", "list"] };
        return new(api, PlainStrategy.Instance, SchemaNode.Any, TableColumns.For(api)) { Computed = this };
    }
}

/// <summary>What an API holds, for those who only look at it: nobody may change these objects.</summary>
public sealed class StoredObjects
{
    private readonly ApiState _state;

    internal StoredObjects(ApiState state) => _state = state;

    public DateTimeOffset Now => _state.Time.GetUtcNow();

    /// <summary>The objects of a built-in resource in a namespace, or in all, in the order of their names.</summary>
    public IEnumerable<JsonObject> List(GroupVersionResource resource, string? ns = null)
    {
        var served = _state.Registry.Find(resource) ?? throw Failures.NoSuchResource();
        return _state.Partition.Read(served.Table).In(ns, "").Select(entry => new ServedObject(served, entry).Shared);
    }

    public JsonObject? Find(GroupVersionResource resource, string? ns, string name)
    {
        var served = _state.Registry.Find(resource) ?? throw Failures.NoSuchResource();
        return _state.Partition.Get(served.Table, Storage.Entry.KeyOf(ns, name)) is { } entry ? new ServedObject(served, entry).Shared : null;
    }
}
