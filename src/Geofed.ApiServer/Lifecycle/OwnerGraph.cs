using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Lifecycle;

/// <summary>An object by its table and key.</summary>
internal readonly record struct ObjectId(string Table, string Key)
{
    public ResourcePath Path(ServedResource resource)
    {
        var slash = Key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(resource.Resource, null, Key) : new(resource.Resource, Key[..slash], Key[(slash + 1)..]);
    }
}

internal sealed record OwnerLink(string Uid, string Group, string Kind, string? Namespace, string Name, bool Blocks);

internal sealed record GraphNode(string Uid, string? Namespace, IReadOnlyList<OwnerLink> Owners);

/// <summary>Who owns whom, and what is in which namespace. Used by one thread.</summary>
internal sealed class OwnerGraph
{
    private readonly Dictionary<ObjectId, GraphNode> _nodes = [];
    private readonly Dictionary<string, ObjectId> _byUid = [];
    private readonly Dictionary<string, HashSet<ObjectId>> _dependents = [];
    private readonly Dictionary<string, HashSet<ObjectId>> _byNamespace = [];

    public void Set(ObjectId id, JsonObject obj)
    {
        Remove(id);
        var owners = obj.Objects("metadata", "ownerReferences").Select(o => new OwnerLink(o.Str("uid") ?? "", o.Kind().Group, o.Kind().Kind, obj.Namespace(), o.Str("name") ?? "", o.Bool("blockOwnerDeletion") == true)).ToList();
        var node = _nodes[id] = new(obj.Uid(), obj.Namespace(), owners);
        _byUid[node.Uid] = id;
        foreach (var owner in owners)
            Add(_dependents, owner.Uid, id);
        if (node.Namespace is { } ns)
            Add(_byNamespace, ns, id);
    }

    public void Remove(ObjectId id)
    {
        if (!_nodes.Remove(id, out var node))
            return;
        _byUid.Remove(node.Uid);
        foreach (var owner in node.Owners)
            Take(_dependents, owner.Uid, id);
        if (node.Namespace is { } ns)
            Take(_byNamespace, ns, id);
    }

    public GraphNode? Find(ObjectId id) => _nodes.GetValueOrDefault(id);

    public ObjectId? ByUid(string uid) => _byUid.TryGetValue(uid, out var id) ? id : null;

    public bool HasUid(string uid) => _byUid.ContainsKey(uid);

    public IReadOnlyList<ObjectId> Dependents(string uid) => _dependents.TryGetValue(uid, out var ids) ? [.. ids] : [];

    public IReadOnlyList<ObjectId> In(string ns) => _byNamespace.TryGetValue(ns, out var ids) ? [.. ids] : [];

    public IReadOnlyList<ObjectId> OfTable(string table) => [.. _nodes.Keys.Where(id => id.Table == table)];

    private static void Add(Dictionary<string, HashSet<ObjectId>> map, string key, ObjectId id)
    {
        if (!map.TryGetValue(key, out var ids))
            map[key] = ids = [];
        ids.Add(id);
    }

    private static void Take(Dictionary<string, HashSet<ObjectId>> map, string key, ObjectId id)
    {
        if (map.TryGetValue(key, out var ids) && ids.Remove(id) && ids.Count == 0)
            map.Remove(key);
    }
}
